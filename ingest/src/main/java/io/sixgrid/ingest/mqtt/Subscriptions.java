package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * The shared subscriptions of a worker: those that are wanted, and those that its session at the broker holds as far as
 * this process knows. Safe for use by several threads.
 */
final class Subscriptions {
    private static final String REFUSES = "the broker refuses the subscription to ";

    private volatile List<String> wanted;
    private List<String> held = List.of();
    private List<String> refused = List.of();
    private boolean left;

    /** @param wanted topic filters, without the prefix of a shared subscription */
    Subscriptions(List<String> wanted) {
        this.wanted = wanted;
    }

    void want(List<String> filters) {
        wanted = List.copyOf(filters);
    }

    /** Which filters the broker refuses; a format may name one that this user may not read, and the others go on. */
    synchronized Optional<String> warning() {
        return refused.isEmpty() ? Optional.empty() : Optional.of(REFUSES + String.join(", ", refused));
    }

    /** What is subscribed to. */
    synchronized List<String> held() {
        return held;
    }

    /**
     * Subscribes to all that is wanted on a new connection. Also when the session is present: Mosquitto 2.0.11 keeps a
     * session over its restart and forgets the shared subscriptions in it, and the filters may be others than those of
     * the session. UNAVAILABLE when the broker refuses all of it.
     */
    synchronized void renew(Link link) throws MqttException {
        List<String> filters = wanted;
        refused = link.subscribe(ReceiverSettings.news(filters));
        if (refused.size() == filters.size()) {
            throw SixgridException.unavailable(REFUSES + String.join(", ", refused), null);
        }
        giveUp(link, filters);
    }

    /** Subscribes to what is wanted and not held, and from the rest no more; answers the filters that are new. */
    synchronized List<String> catchUp(Link link) throws MqttException {
        List<String> filters = wanted;
        if (filters.equals(held) || left) {
            return List.of();
        }
        List<String> added =
                filters.stream().filter(filter -> !held.contains(filter)).toList();
        if (!added.isEmpty()) {
            List<String> all = new ArrayList<>(refused);
            all.addAll(link.subscribe(ReceiverSettings.news(added)));
            refused = List.copyOf(all);
        }
        giveUp(link, filters);
        return added;
    }

    /** Unsubscribes from everything, here and whenever it is called again; nothing is caught up with any more. */
    synchronized void leave(Link link) throws MqttException {
        left = true;
        link.unsubscribe(ReceiverSettings.shared(held.isEmpty() ? wanted : held));
    }

    private void giveUp(Link link, List<String> filters) throws MqttException {
        List<String> unwanted =
                held.stream().filter(filter -> !filters.contains(filter)).toList();
        if (!unwanted.isEmpty()) {
            link.unsubscribe(ReceiverSettings.shared(unwanted));
        }
        held = filters;
    }
}
