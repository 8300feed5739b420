package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads once what the broker keeps as state: retained messages are not sent to shared subscriptions. A plain
 * subscription of a second client takes only what is marked retained, and goes when nothing more comes: with
 * retain-as-published off (MQTT 5.0, 3.3.1.3) just the stored messages carry the mark, and whatever is published from
 * then on is news that the shared subscription has. So no message is received twice, and no second stream stays open.
 */
final class RetainedReader implements AutoCloseable {
    /** MQTT has no mark for the last of the stored messages: this long without one is taken for the end. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(RetainedReader.class);

    private final ReceiverSettings settings;
    private final List<String> filters;
    private final BiConsumer<MqttMessage, String> sink;
    private final Thread thread = new Thread(this::read, "mqtt-retained");
    private volatile boolean closing;
    private volatile long lastNanos = System.nanoTime();

    /** @param filters topic filters without the prefix of a shared subscription */
    RetainedReader(ReceiverSettings settings, List<String> filters, BiConsumer<MqttMessage, String> sink) {
        this.settings = settings;
        this.filters = filters;
        this.sink = sink;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether it is not done yet. */
    boolean reads() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }

    private void read() {
        Link link = new Link(settings.broker(), settings.clientId() + "-state", false, this::received);
        try {
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setCleanStart(true);
            options.setSessionExpiryInterval(0L);
            settings.broker().authenticate(options);
            link.connect(options);
            List<String> refused =
                    link.subscribe(filters.stream().map(RetainedReader::plain).toList());
            if (!refused.isEmpty()) {
                LOG.warn("the broker refuses to show what it keeps under {}", String.join(", ", refused));
            }
            lastNanos = System.nanoTime();
            while (System.nanoTime() - lastNanos < QUIET.toNanos()
                    && link.awaitEnd(QUIET.toMillis() / 10).isEmpty()) {
                LOG.trace("reading retained messages");
            }
        } catch (MqttException | SixgridException e) {
            if (!closing) {
                LOG.warn("the retained messages of {} were not read: {}", settings.broker(), Link.say(e));
            }
        } catch (InterruptedException e) {
            LOG.debug("stopped before all retained messages were read; the next connection reads them");
        } finally {
            link.letGo();
        }
    }

    private void received(Link link, String topic, MqttMessage message) {
        if (message.isRetained()) {
            lastNanos = System.nanoTime();
            sink.accept(message, topic);
        }
    }

    private static MqttSubscription plain(String filter) {
        MqttSubscription subscription = new MqttSubscription(filter, 1);
        subscription.setRetainAsPublished(false);
        subscription.setRetainHandling(0);
        return subscription;
    }
}
