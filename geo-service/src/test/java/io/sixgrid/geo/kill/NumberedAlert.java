package io.sixgrid.geo.kill;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alert of a number: whoever publishes it again says the same bytes, as a real device does. One in a hundred is
 * broken, half of these not even JSON.
 *
 * @param device says so much, and is the last level of the topic
 */
record NumberedAlert(String device, int number) {
    static final String TOPIC = "sixgrid/v1/alerts/";

    private static final Instant FIRST = Instant.parse("2026-01-05T08:00:00Z");
    private static final List<String> PHASES = List.of("open", "refresh", "close");
    private static final int BROKEN_EVERY = 100;
    private static final int BYTES = 350;

    /** What its event and its row in quarantine are known by. */
    String id() {
        return device + "/" + number;
    }

    String topic() {
        return TOPIC + device;
    }

    boolean broken() {
        return number % BROKEN_EVERY == BROKEN_EVERY / 2;
    }

    byte[] payload() {
        // Within the western of the two grids, or the eastern.
        double lon = number % 2 == 0 ? 121.505 : 121.515;
        String time = broken() ? "" : "\"time\":\"" + FIRST.plusMillis(number) + "\",";
        String said = "{\"id\":\"" + id() + "\"," + time + "\"kind\":\"fire\",\"severity\":" + (1 + number % 4)
                + ",\"phase\":\"" + PHASES.get(number % PHASES.size()) + "\",\"lon\":" + lon
                + ",\"lat\":38.805,\"message\":\"";
        String whole = said + "x".repeat(Math.max(0, BYTES - said.length() - 2)) + "\"}";
        boolean cut = broken() && number % (2 * BROKEN_EVERY) > BROKEN_EVERY;
        return (cut ? whole.substring(0, BYTES / 2) : whole).getBytes(StandardCharsets.UTF_8);
    }

    /** The id that a payload says; null where it says none. */
    static @Nullable String idIn(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        int from = text.indexOf("\"id\":\"") + 6;
        int to = text.indexOf('"', from);
        return from < 6 || to < 0 ? null : text.substring(from, to);
    }
}
