package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Arrival.Properties;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Publishes and waits until the broker has taken what it was given. Connects when it must; after a failure the caller
 * decides what to publish again. Used by one thread.
 */
public final class MqttPublisher implements AutoCloseable {
    /** At most so many are on their way at once; fewer where the broker says so (HiveMQ CE takes ten by default). */
    private static final int WINDOW = 100;

    private final BrokerAddress broker;
    private final String clientId;
    private @Nullable Link link;

    public MqttPublisher(BrokerAddress broker, String clientId) {
        this.broker = broker;
        this.clientId = clientId;
    }

    /** A message to publish; its payload is not copied. */
    public static final class Outgoing {
        private final String topic;
        private final byte[] payload;
        private final boolean retained;
        private final Properties properties;

        public Outgoing(String topic, byte[] payload, boolean retained) {
            this(topic, payload, retained, Properties.NONE);
        }

        public Outgoing(String topic, byte[] payload, boolean retained, Properties properties) {
            this.topic = topic;
            this.payload = payload;
            this.retained = retained;
            this.properties = properties;
        }

        private MqttMessage message() {
            return new MqttMessage(payload, 1, retained, Arrivals.said(properties));
        }

        public String topic() {
            return topic;
        }

        public byte[] payload() {
            return payload;
        }
    }

    /** Publishes at QoS 1, in order, and returns when all are acknowledged; UNAVAILABLE when one is not. */
    public void publish(List<Outgoing> messages) {
        try {
            Link open = open();
            PublishWindow window = new PublishWindow(open.receiveMaximum(WINDOW));
            for (Outgoing message : messages) {
                window.enter();
                open.publish(message.topic, message.message(), window);
            }
            window.awaitEmpty();
        } catch (MqttException e) {
            close();
            throw SixgridException.unavailable("cannot publish to " + broker + ": " + Link.say(e), e);
        } catch (SixgridException e) {
            close();
            throw e;
        }
    }

    /** Disconnects; the next publish connects again. */
    @Override
    public void close() {
        if (link != null) {
            link.letGo();
            link = null;
        }
    }

    private Link open() throws MqttException {
        if (link != null && link.stands()) {
            return link;
        }
        close();
        Link opening = new Link(broker, clientId, false, (from, topic, message) -> {});
        link = opening;
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        broker.authenticate(options);
        opening.connect(options);
        return opening;
    }
}
