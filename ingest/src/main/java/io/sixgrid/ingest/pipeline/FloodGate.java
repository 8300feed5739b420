package io.sixgrid.ingest.pipeline;

import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.DecodedPresence;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds a device that floods to its limit. Of its messages beyond the limit that say the same (device, kind, phase and
 * severity, names of readings, online or offline), the newest of each second is kept whole; the others are kept by their
 * count. So neither the last state nor the worst severity is lost, and nothing is lost without trace. Used by one thread.
 */
final class FloodGate {
    private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();
    /** Devices remembered; one that is forgotten begins again with a full allowance. */
    private static final int DEVICES = 100_000;

    private final FloodLimit limit;
    private final Map<String, Allowance> allowances = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > DEVICES;
        }
    };
    /** In the order in which they were first held, so that those due are at the front. */
    private final Map<List<String>, Held> held = new LinkedHashMap<>();

    FloodGate(FloodLimit limit) {
        this.limit = limit;
    }

    private record Held(Incoming message, long dueNanos) {}

    /** A bucket that fills with {@code perSecond} up to {@code burst}. */
    private static final class Allowance {
        private double left;
        private long lastNanos;

        Allowance(double left, long nowNanos) {
            this.left = left;
            this.lastNanos = nowNanos;
        }

        boolean take(FloodLimit limit, long nowNanos) {
            left = Math.min(limit.burst(), left + (nowNanos - lastNanos) * 1e-9 * limit.perSecond());
            lastNanos = nowNanos;
            boolean allowed = left >= 1;
            left -= allowed ? 1 : 0;
            return allowed;
        }
    }

    /**
     * What is to be stored now, whole or by count: of {@code messages}, and of those held before.
     *
     * @param nowNanos by {@link System#nanoTime}
     */
    List<Incoming> admit(List<Incoming> messages, long nowNanos) {
        if (limit.perSecond() == 0) {
            return List.copyOf(messages);
        }
        List<Incoming> admitted = new ArrayList<>(messages.size());
        for (Incoming message : messages) {
            Optional<String> device = message.device();
            if (device.isEmpty() || allowance(device.get(), nowNanos).take(limit, nowNanos)) {
                admitted.add(message);
            } else {
                hold(message, nowNanos, admitted);
            }
        }
        Iterator<Held> waiting = held.values().iterator();
        while (waiting.hasNext()) {
            Held next = waiting.next();
            if (nowNanos - next.dueNanos() < 0) {
                break;
            }
            admitted.add(next.message());
            waiting.remove();
        }
        return admitted;
    }

    /** Gives up what is held: the worker stops. */
    List<Incoming> release() {
        List<Incoming> released = held.values().stream().map(Held::message).toList();
        held.clear();
        return released;
    }

    private Allowance allowance(String device, long nowNanos) {
        return allowances.computeIfAbsent(device, name -> new Allowance(limit.burst(), nowNanos));
    }

    private void hold(Incoming message, long nowNanos, List<Incoming> admitted) {
        List<String> key = message.understood().map(FloodGate::says).orElse(List.of());
        Held before = held.get(key);
        if (before == null) {
            held.put(key, new Held(message, nowNanos + WINDOW_NANOS));
        } else if (before.message().id().equals(message.id())) {
            // The same message again: a duplicate like any other.
            admitted.add(message);
        } else {
            boolean newer = !time(message).isBefore(time(before.message()));
            held.put(key, new Held(newer ? message : before.message(), before.dueNanos()));
            admitted.add((newer ? before.message() : message).condense());
        }
    }

    /** What a message says, its time, place and words apart. */
    private static List<String> says(Understood message) {
        Stream<String> events = message.events().stream()
                .flatMap(event -> Stream.of(
                        event.said().device(),
                        event.said().kind(),
                        event.said().phase().code(),
                        event.said().severity().name()));
        Stream<String> readings =
                message.readings().stream().flatMap(reading -> Stream.of(reading.device(), reading.name()));
        Stream<String> presences = message.presences().stream()
                .flatMap(presence -> Stream.of(presence.device(), String.valueOf(presence.online())));
        return Stream.of(events, readings, presences).flatMap(said -> said).toList();
    }

    private static Instant time(Incoming message) {
        return message.understood()
                .flatMap(said -> Stream.of(
                                said.events().stream().map(DecodedEvent::time),
                                said.readings().stream().map(DecodedReading::time),
                                said.presences().stream().map(DecodedPresence::time))
                        .flatMap(times -> times.flatMap(Optional::stream))
                        .max(Instant::compareTo))
                .orElse(message.arrival().received());
    }
}
