package io.sixgrid.ingest.mqtt;

import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * When a worker reads what the broker keeps as state: while it leads, once after each connection, and at once when it
 * begins to lead. Safe for use by several threads.
 */
final class RetainedReading {
    private final ReceiverSettings settings;
    private final BiConsumer<MqttMessage, String> sink;
    private List<String> filters = List.of();
    private boolean leading;
    private boolean connected;
    private @Nullable RetainedReader reading;

    RetainedReading(ReceiverSettings settings, BiConsumer<MqttMessage, String> sink) {
        this.settings = settings;
        this.sink = sink;
    }

    synchronized void lead(boolean leads) {
        boolean begins = leads && !leading;
        leading = leads;
        if (begins && connected) {
            read(filters);
        }
    }

    /** @param subscribed topic filters without the prefix of a shared subscription */
    synchronized void connected(List<String> subscribed) {
        connected = true;
        filters = subscribed;
        if (leading) {
            read(filters);
        }
    }

    /**
     * Other filters are subscribed to now.
     *
     * @param added those of them under which nothing was read yet
     */
    synchronized void added(List<String> subscribed, List<String> added) {
        filters = subscribed;
        if (leading && connected && !added.isEmpty()) {
            // One that still reads would be cut short: then everything is read again, and is known already.
            read(reading != null && reading.reads() ? filters : added);
        }
    }

    synchronized void disconnected() {
        connected = false;
        stop();
    }

    private void read(List<String> under) {
        stop();
        RetainedReader next = new RetainedReader(settings, under, sink);
        reading = next;
        next.start();
    }

    private void stop() {
        if (reading != null) {
            reading.close();
        }
    }
}
