package io.sixgrid.geo.kill;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * One device of a {@link NumberedPublisher}, with a thread and a connection of its own that it makes again whenever it
 * breaks: Paho's automatic reconnect does not come back reliably.
 */
final class NumberedDevice implements AutoCloseable {
    private static final int WINDOW = 20;
    private static final int REPEAT_PERCENT = 5;
    private static final long ANSWER_MILLIS = 5_000;
    private static final int FIRST_FAILURE = 0x80;
    private static final int NO_SUBSCRIBER = 0x10;

    private final String name;
    private final int port;
    private final Random random;
    private final long nanosPerMessage;
    private final NumberedPublisher publisher;
    private final Thread thread;
    private final List<NumberedAlert> unsure = new ArrayList<>();
    private volatile int next;
    private volatile boolean paused;
    private volatile boolean idle;
    private volatile boolean closed;

    NumberedDevice(String name, int port, long seed, int rate, NumberedPublisher publisher) {
        this.name = name;
        this.port = port;
        this.random = new Random(seed);
        this.nanosPerMessage = 1_000_000_000L / rate;
        this.publisher = publisher;
        this.thread = new Thread(this::live, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void pause() {
        idle = false;
        paused = true;
    }

    void resume() {
        paused = false;
    }

    /** Whether it is paused and nothing that it published waits for its acknowledgement. */
    boolean idle() {
        return paused && idle;
    }

    /** How many different messages it published. */
    int numbers() {
        return next;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(ANSWER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        while (!closed) {
            try {
                MqttAsyncClient client = new MqttAsyncClient("tcp://127.0.0.1:" + port, name, new MemoryPersistence());
                try {
                    connect(client);
                    while (!closed) {
                        publish(client);
                    }
                } finally {
                    letGo(client);
                }
            } catch (MqttException e) {
                // The broker is away, or went away: what it did not acknowledge is published again.
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    /** Publishes what is unsure and, unless it is paused, news; returns when all of it is answered. */
    private void publish(MqttAsyncClient client) throws MqttException {
        boolean news = !paused;
        if (news) {
            takeUp();
        } else if (unsure.isEmpty()) {
            idle = true;
            LockSupport.parkNanos(10_000_000);
            return;
        }
        long started = System.nanoTime();
        Map<NumberedAlert, IMqttToken> sent = new LinkedHashMap<>();
        for (NumberedAlert alert : unsure) {
            sent.put(alert, client.publish(alert.topic(), new MqttMessage(alert.payload(), 1, false, null)));
        }
        for (Iterator<NumberedAlert> each = unsure.iterator(); each.hasNext(); ) {
            NumberedAlert alert = each.next();
            IMqttToken token = sent.get(alert);
            token.waitForCompletion(ANSWER_MILLIS);
            int[] codes = token.getReasonCodes();
            int code = codes == null || codes.length == 0 ? 0 : codes[0];
            // No subscriber is a success that says that nobody has it: a device that cares publishes again.
            if (code >= FIRST_FAILURE || code == NO_SUBSCRIBER) {
                publisher.refused();
            } else {
                publisher.acknowledged(alert);
                each.remove();
            }
        }
        LockSupport.parkNanos(nanosPerMessage * sent.size() - (System.nanoTime() - started));
    }

    private void takeUp() {
        while (unsure.size() < WINDOW) {
            boolean again = next > 0 && random.nextInt(100) < REPEAT_PERCENT;
            NumberedAlert alert = new NumberedAlert(name, again ? random.nextInt(next) : next);
            if (!unsure.contains(alert)) {
                unsure.add(alert);
                next = Math.max(next, alert.number() + 1);
            }
        }
    }

    private static void connect(MqttAsyncClient client) throws MqttException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        client.connect(options).waitForCompletion(ANSWER_MILLIS);
    }

    private static void letGo(MqttAsyncClient client) throws MqttException {
        client.disconnectForcibly(0, 10, false);
        client.close(true);
    }
}
