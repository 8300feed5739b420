package io.sixgrid.ingest.broker;

import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;

/**
 * What the default broker keeps for whom, by its own count.
 *
 * @param taken        messages it took for the shared subscription of the ingest workers, since its start
 * @param acknowledged of these, how many a worker acknowledged
 * @param waiting      how many are not acknowledged yet, those from before its start included
 */
public record BrokerQueues(long taken, long acknowledged, long waiting) {
    /** Artemis calls the queue of {@code $share/NAME/FILTER} {@code NAME.FILTER}. */
    private static final String WORKERS = "sixgrid.";

    static BrokerQueues of(ActiveMQServer server) {
        List<Queue> queues = subscriptions(server)
                .map(QueueBinding::getQueue)
                .filter(queue -> queue.getName().toString().startsWith(WORKERS))
                .toList();
        return new BrokerQueues(
                queues.stream().mapToLong(Queue::getMessagesAdded).sum(),
                queues.stream().mapToLong(Queue::getMessagesAcknowledged).sum(),
                queues.stream().mapToLong(Queue::getMessageCount).sum());
    }

    /** Whether a subscription is there that takes topics below {@code prefix}. */
    static boolean anyBelow(String prefix, ActiveMQServer server) {
        return subscriptions(server)
                .anyMatch(queue -> mayTake(queue.getAddress().toString(), prefix));
    }

    private static Stream<QueueBinding> subscriptions(ActiveMQServer server) {
        return server.getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(QueueBinding.class::cast);
    }

    /** Whether {@code filter} takes any topic below {@code prefix} (MQTT 5.0, 4.7.1). */
    static boolean mayTake(String filter, String prefix) {
        String[] levels = filter.split("/", -1);
        String[] wanted = prefix.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (i < levels.length && levels[i].equals("#")) {
                return true;
            }
            if (i >= levels.length || !(levels[i].equals("+") || levels[i].equals(wanted[i]))) {
                return false;
            }
        }
        return levels.length > wanted.length;
    }
}
