package io.sixgrid.geo.kill;

import io.sixgrid.ingest.Await;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Several devices that publish numbered alerts at QoS 1. One whose acknowledgement never came is published again, with
 * the same bytes, until it is acknowledged. One in twenty is repeated on purpose. Steered by one thread.
 */
final class NumberedPublisher implements AutoCloseable {
    /** Kept, because java.util.logging forgets a logger's level with the logger. Paho tells each broken connection at SEVERE. */
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.mqttv5.client");

    static {
        PAHO.setLevel(Level.OFF);
    }

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger acknowledgements = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<NumberedDevice> devices;

    /**
     * Publishes nothing yet.
     *
     * @param rate messages a second and device, at most
     */
    NumberedPublisher(int port, long seed, int count, int rate) {
        devices = IntStream.range(0, count)
                .mapToObj(i -> new NumberedDevice("kill-" + seed + "-" + i, port, seed + i, rate, this))
                .toList();
    }

    NumberedPublisher start() {
        devices.forEach(NumberedDevice::start);
        return this;
    }

    /** Waits until so many more distinct messages are acknowledged. */
    void awaitMore(int messages) {
        int wanted = acknowledged.size() + messages;
        Await.until("acknowledged " + wanted, ServiceProcess.PATIENCE, () -> acknowledged.size() >= wanted);
    }

    /** Takes up no new number, and waits until the broker has acknowledged every one that was published. */
    void pause() {
        devices.forEach(NumberedDevice::pause);
        Await.until(
                "all are acknowledged",
                ServiceProcess.PATIENCE,
                () -> devices.stream().allMatch(NumberedDevice::idle));
    }

    void resume() {
        devices.forEach(NumberedDevice::resume);
    }

    /** Ids of messages that the broker acknowledged. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Of these, the ones that cannot be understood. */
    Set<String> broken() {
        return Set.copyOf(broken);
    }

    /** How many different messages were published. */
    int published() {
        return devices.stream().mapToInt(NumberedDevice::numbers).sum();
    }

    /** How many acknowledgements came, those of repeats included. */
    int acknowledgements() {
        return acknowledgements.get();
    }

    /** How many were repeated on purpose, and acknowledged. */
    int repeats() {
        return repeats.get();
    }

    /** How many publishes the broker answered with a reason code of failure; they are published again. */
    int refusals() {
        return refusals.get();
    }

    @Override
    public void close() {
        devices.forEach(NumberedDevice::close);
    }

    void acknowledged(NumberedAlert alert) {
        acknowledgements.incrementAndGet();
        if (alert.broken()) {
            broken.add(alert.id());
        }
        if (!acknowledged.add(alert.id())) {
            repeats.incrementAndGet();
        }
    }

    void refused() {
        refusals.incrementAndGet();
    }
}
