package io.sixgrid.ingest.simulate;

import io.sixgrid.ingest.mqtt.MqttPublisher;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes what a city's cameras and sensors would, in their vendors' formats, evenly at a rate. {@link #run} works on
 * the caller's thread; {@link #close} may be called from any.
 */
public final class Simulator implements AutoCloseable {
    /** The formats it speaks. */
    public static final List<String> FORMATS =
            List.of("native-alerts", "onvif-ej", "frigate-events", "frigate-reviews", "chirpstack");

    /** So often it publishes what has become due. */
    private static final long STEP_NANOS = 20_000_000;

    private final SimulatorSettings settings;
    private final Clock clock;
    private final AtomicLong published = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();

    public Simulator(SimulatorSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Publishes until the duration is over or it is closed; answers how many messages the broker took. */
    public long run() {
        Instant started = clock.instant();
        SimulatedCity city = new SimulatedCity(settings.devices(), settings.formats(), settings.seed(), started);
        long start = System.nanoTime();
        // A client id of its own too: a broker lets the older of two with one id go.
        String clientId = "sixgrid-simulator-" + SimulatedCity.runId(started);
        try (MqttPublisher publisher = new MqttPublisher(settings.broker(), clientId)) {
            while (!stopped.get()) {
                double seconds = (System.nanoTime() - start) / 1e9;
                double limit = settings.duration().map(d -> d.toMillis() / 1e3).orElse(Double.MAX_VALUE);
                long due = (long) (Math.min(seconds, limit) * settings.perSecond());
                publisher.publish(next(city, due - published.get()));
                published.set(due);
                if (seconds >= limit) {
                    break;
                }
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
        return published.get();
    }

    /** Messages that the broker took so far. */
    public long published() {
        return published.get();
    }

    @Override
    public void close() {
        stopped.set(true);
    }

    private List<Outgoing> next(SimulatedCity city, long count) {
        List<Outgoing> messages = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            messages.add(city.next(clock.instant()));
        }
        return messages;
    }
}
