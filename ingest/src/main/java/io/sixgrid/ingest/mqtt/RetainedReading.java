package io.sixgrid.ingest.mqtt;

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
            read();
        }
    }

    synchronized void connected() {
        connected = true;
        if (leading) {
            read();
        }
    }

    synchronized void disconnected() {
        connected = false;
        stop();
    }

    private void read() {
        stop();
        RetainedReader next = new RetainedReader(settings, sink);
        reading = next;
        next.start();
    }

    private void stop() {
        if (reading != null) {
            reading.close();
        }
    }
}
