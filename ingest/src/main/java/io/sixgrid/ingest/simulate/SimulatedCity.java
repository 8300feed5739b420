package io.sixgrid.ingest.simulate;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * What happens next, and what a device says of it. Each happening is a few messages (open, refreshes, close), and those
 * of many happenings are mixed. The same seed makes the same choices; only the times are those of the clock, and the ids
 * those of the run. Used by one thread.
 */
final class SimulatedCity {
    /** So many happenings go on at once. */
    private static final int GOING_ON = 20;

    /** A device and a format that it speaks. */
    private record Voice(SimulatedDevice device, String format) {}

    private final List<Voice> voices = new ArrayList<>();
    private final List<Deque<VendorMessage>> happenings = new ArrayList<>();
    private final Random random;
    private final String run;
    private long count;

    /** @param started when the run began: it goes into every id, so that no other run says the same ones */
    SimulatedCity(List<SimulatedDevice> devices, List<String> formats, long seed, Instant started) {
        run = runId(started);
        random = new Random(seed);
        for (SimulatedDevice device : devices) {
            for (String format : formats) {
                if (speaks(device, format)) {
                    voices.add(new Voice(device, format));
                }
            }
        }
        if (voices.isEmpty()) {
            throw SixgridException.invalid("formats", "no device of these speaks any of " + formats);
        }
    }

    /** What distinguishes a run from all others. */
    static String runId(Instant started) {
        return Long.toString(started.toEpochMilli(), Character.MAX_RADIX);
    }

    /** The next message, as said at {@code now}. */
    Outgoing next(Instant now) {
        if (happenings.size() < GOING_ON) {
            happenings.add(happening(now));
        }
        int index = random.nextInt(happenings.size());
        Deque<VendorMessage> happening = happenings.get(index);
        VendorMessage message = happening.removeFirst();
        if (happening.isEmpty()) {
            happenings.remove(index);
        }
        return message.at(now);
    }

    private Deque<VendorMessage> happening(Instant now) {
        Voice voice = voices.get(random.nextInt(voices.size()));
        String id = run + "-" + ++count;
        String name = voice.device().nameIn(voice.format());
        VendorSpeech speech = new VendorSpeech(voice.device(), name, random, id, now);
        return new ArrayDeque<>(
                switch (voice.format()) {
                    case "onvif-ej" -> speech.onvif();
                    case "frigate-events" -> speech.frigateEvents();
                    case "frigate-reviews" -> speech.frigateReviews();
                    case "chirpstack" -> speech.chirpstack();
                    case "native-alerts" -> speech.nativeAlerts();
                    default -> throw SixgridException.invalid("formats", "not a format to simulate: " + voice.format());
                });
    }

    private static boolean speaks(SimulatedDevice device, String format) {
        return switch (format) {
            case "onvif-ej", "frigate-events", "frigate-reviews" -> device.camera();
            case "chirpstack" -> !device.camera();
            default -> true;
        };
    }
}
