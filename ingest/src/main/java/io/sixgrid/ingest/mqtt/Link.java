package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, used once: Paho's automatic reconnect does not come back reliably, so every connection has a client
 * object of its own. Once let go it hears nothing and acknowledges nothing any more. Callbacks come on Paho's thread; all
 * else may be called from any.
 */
final class Link implements MqttCallback {
    /** What a message on this link is handed to. */
    interface Receiver {
        void received(Link link, String topic, MqttMessage message);
    }

    /** The first reason code that means a failure (MQTT 5.0, 2.4). */
    static final int FIRST_FAILURE = 0x80;

    /** Another client connected under the same id (MQTT 5.0, 3.14.2.1). */
    private static final int SESSION_TAKEN_OVER = 0x8E;

    /** Paho's code for a failure that is not its own. */
    private static final int WITHOUT_TEXT = 0;

    private static final long CONNECT_MILLIS = 5_000;
    private static final long ANSWER_MILLIS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final MqttAsyncClient client;
    private final Receiver receiver;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile int receiveMaximum = 65_535;
    /** Held while the client is used by somebody who may come when it is let go: closed, it answers with a failure of its own. */
    private final Object using = new Object();

    private volatile boolean current = true;
    private volatile boolean takenOver;

    /** @param manual whether messages are acknowledged by {@link #acknowledge} */
    Link(BrokerAddress broker, String clientId, boolean manual, Receiver receiver) {
        this.receiver = receiver;
        try {
            client = new MqttAsyncClient(broker.serverUri(), clientId, new MemoryPersistence());
        } catch (MqttException e) {
            throw SixgridException.unavailable("no MQTT client for " + broker + ": " + e.getMessage(), e);
        }
        client.setManualAcks(manual);
        client.setCallback(this);
    }

    /** Connects, and answers what the broker granted. */
    BrokerTerms connect(MqttConnectionOptions options) throws MqttException {
        options.setAutomaticReconnect(false);
        IMqttToken token = client.connect(options);
        token.waitForCompletion(CONNECT_MILLIS);
        BrokerTerms terms = BrokerTerms.of(token);
        receiveMaximum = terms.receiveMaximum();
        return terms;
    }

    /** Subscribes at QoS 1. Answers which filters the broker refuses, and why: Paho itself says nothing about it. */
    List<String> subscribe(List<MqttSubscription> subscriptions) throws MqttException {
        IMqttToken token = client.subscribe(subscriptions.toArray(MqttSubscription[]::new));
        token.waitForCompletion(ANSWER_MILLIS);
        int[] codes = token.getReasonCodes();
        List<String> refused = new ArrayList<>();
        for (int i = 0; codes != null && i < codes.length && i < subscriptions.size(); i++) {
            if (codes[i] >= FIRST_FAILURE) {
                refused.add(subscriptions.get(i).getTopic() + " (reason code " + codes[i] + ")");
            }
        }
        return refused;
    }

    void unsubscribe(List<String> filters) throws MqttException {
        client.unsubscribe(filters.toArray(String[]::new)).waitForCompletion(ANSWER_MILLIS);
    }

    /** How many publishes the broker takes at once (MQTT 5.0, 3.2.2.3.3), at most {@code atMost}. */
    int receiveMaximum(int atMost) {
        return Math.min(atMost, receiveMaximum);
    }

    /** Publishes; {@code listener} hears of its PUBACK, or of the failure, with the topic as the token's context. */
    void publish(String topic, MqttMessage message, MqttActionListener listener) throws MqttException {
        client.publish(topic, message, topic, listener);
    }

    /**
     * What went wrong, in a sentence. Paho says "Connection lost", or nothing at all, where only the innermost cause tells
     * of a certificate that is not trusted.
     */
    static String say(Exception failure) {
        if (!(failure instanceof MqttException mqtt) || mqtt.getCause() == null) {
            return String.valueOf(failure.getMessage());
        }
        Throwable cause = mqtt.getCause();
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return mqtt.getReasonCode() == WITHOUT_TEXT ? reason : mqtt.getMessage() + ": " + reason;
    }

    /** Acknowledges a message; once this link is let go the broker delivers it again, so it is left to that. */
    void acknowledge(MqttMessage message) {
        synchronized (using) {
            if (!current || message.getQos() == 0) {
                return;
            }
            try {
                client.messageArrivedComplete(message.getId(), message.getQos());
            } catch (MqttException e) {
                LOG.debug("not acknowledged, and will come again: {}", e.getMessage());
            }
        }
    }

    /** Waits until the connection is gone; answers why, empty when it still stands. */
    Optional<String> awaitEnd(long millis) throws InterruptedException {
        try {
            return Optional.of(ended.get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completed with a failure", e);
        }
    }

    /** Whether it ended because another client connected under the same id. */
    boolean takenOver() {
        return takenOver;
    }

    boolean stands() {
        return current && client.isConnected();
    }

    /** Has whoever waits for the end let this link go. */
    void end(String reason) {
        ended.complete(reason);
    }

    /** Lets the connection go, politely if it still stands: the broker keeps the session. */
    void letGo() {
        letGo(new MqttProperties());
    }

    /** Lets the connection go and the session end. */
    void leave() {
        MqttProperties ended = new MqttProperties();
        ended.setSessionExpiryInterval(0L);
        letGo(ended);
    }

    private void letGo(MqttProperties properties) {
        synchronized (using) {
            current = false;
        }
        try {
            if (client.isConnected()) {
                client.disconnect(0, null, null, MqttReturnCode.RETURN_CODE_SUCCESS, properties)
                        .waitForCompletion(ANSWER_MILLIS / 10);
            }
            client.disconnectForcibly(0, 10, false);
        } catch (MqttException e) {
            LOG.debug("disconnecting: {}", e.getMessage());
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("closing: {}", e.getMessage());
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        if (current) {
            receiver.received(this, topic, message);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        if (response.getReturnCode() == SESSION_TAKEN_OVER) {
            takenOver = true;
            end("another process connected as " + client.getClientId() + ": two workers have one name");
            return;
        }
        String reason = response.getReasonString();
        if (reason == null && response.getException() != null) {
            reason = say(response.getException());
        }
        end("the connection to the broker was lost" + (reason == null ? "" : ": " + reason));
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        LOG.debug("error in the MQTT client: {}", exception.getMessage());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
