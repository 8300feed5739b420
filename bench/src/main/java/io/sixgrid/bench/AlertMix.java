package io.sixgrid.bench;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/**
 * The fixed mix of one publisher: native alerts of 350 bytes, each device with several kinds, each alert opened, refreshed
 * three times and closed; one in ten repeats a recent message byte for byte, one in a hundred is broken. The same seed says
 * the same but for the times. Used by one thread.
 */
final class AlertMix {
    /** A device of the city and where it stands, in degrees. */
    record Spot(String device, double lon, double lat) {}

    /** What is published, all in ASCII, and what is to become of it. */
    record Message(String topic, String payload, Fate fate) {}

    /** What is to become of a message. */
    enum Fate {
        STORED,
        DUPLICATE,
        QUARANTINED
    }

    static final int BYTES = 350;
    private static final int BROKEN_PERCENT = 1;
    private static final int REPEATED_PERCENT = 10;
    private static final int RECENT = 200;
    private static final int LAST_STEP = 4;
    private static final String[] KINDS = {"intrusion", "smoke", "fire", "line-crossed"};

    private final Random random;
    private final List<Spot> spots;
    private final int[] steps;
    private final int[] episodes;
    private final Message[] recent = new Message[RECENT];
    private int made;
    private int broken;

    /** @param spots the devices of this publisher, of no other's */
    AlertMix(long seed, List<Spot> spots) {
        this.random = new Random(seed);
        this.spots = List.copyOf(spots);
        this.steps = new int[spots.size() * KINDS.length];
        this.episodes = new int[steps.length];
    }

    /** The next message; one that is new says {@code time}, which must be later than that of the one before. */
    Message next(Instant time) {
        int dice = random.nextInt(100);
        if (dice < BROKEN_PERCENT) {
            return broken(time);
        }
        if (dice < BROKEN_PERCENT + REPEATED_PERCENT && made > 0) {
            Message again = recent[random.nextInt(Math.min(made, RECENT))];
            return new Message(again.topic(), again.payload(), Fate.DUPLICATE);
        }
        Message fresh = alert(random.nextInt(steps.length), time);
        recent[made++ % RECENT] = fresh;
        return fresh;
    }

    private Message alert(int key, Instant time) {
        Spot spot = spots.get(key / KINDS.length);
        String kind = KINDS[key % KINDS.length];
        String phase = steps[key] == 0 ? "open" : steps[key] < LAST_STEP ? "refresh" : "close";
        String text = "{\"id\":\"" + kind + "-" + episodes[key] + "\",\"time\":\"" + text(time) + "\",\"kind\":\""
                + kind
                + "\",\"severity\":" + (1 + random.nextInt(4)) + ",\"phase\":\"" + phase + "\",\"lon\":" + spot.lon()
                + ",\"lat\":" + spot.lat() + ",\"message\":\"step " + steps[key] + " ";
        if (steps[key]++ == LAST_STEP) {
            steps[key] = 0;
            episodes[key]++;
        }
        return new Message(topic(spot), padded(text, "\"}"), Fate.STORED);
    }

    /** Cut off, without a kind, or with a time that is none; each is another message. */
    private Message broken(Instant time) {
        Spot spot = spots.get(random.nextInt(spots.size()));
        String id = "{\"id\":\"broken-" + broken + "\",\"time\":\"";
        String payload = switch (broken++ % 3) {
            case 0 -> padded(id + text(time) + "\",\"kind\":\"smoke\",\"message\":\"", "");
            case 1 -> padded(id + text(time) + "\",\"message\":\"", "\"}");
            default -> padded(id + "soon\",\"kind\":\"smoke\",\"message\":\"", "\"}");
        };
        return new Message(topic(spot), payload, Fate.QUARANTINED);
    }

    /** Always of one length, so that what is padded is the same at any time. */
    private static String text(Instant time) {
        String micros = Integer.toString(1_000_000 + time.get(ChronoField.MICRO_OF_SECOND));
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "." + micros.substring(1) + "Z");
    }

    private static String padded(String start, String end) {
        return start + "x".repeat(Math.max(0, BYTES - start.length() - end.length())) + end;
    }

    private static String topic(Spot spot) {
        return "sixgrid/v1/alerts/" + spot.device();
    }
}
