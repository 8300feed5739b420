package io.sixgrid.data.impact;

import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something with a place that somebody answers for.
 *
 * @param id       an incident's or an alert's number, a device's own id
 * @param word     an incident's, an alert's or a device's kind, e.g. {@code camera}
 * @param title    of an incident; a device's name; of an alert the device that gave it
 * @param severity 1 is worst; empty of devices
 * @param open     always so of alerts and devices
 * @param place    empty of an incident that was reported by grid code
 * @param reported of an incident when it was reported, of an alert when it was opened
 */
public record Subject(
        Kind kind,
        String id,
        String word,
        String title,
        Optional<Integer> severity,
        boolean open,
        Optional<LonLat> place,
        Optional<Instant> reported) {
    /** What it is. */
    public enum Kind {
        INCIDENT,
        ALERT,
        VIDEO_POINT,
        SENSOR,
        /** Any other device: a gateway, a camera that was never registered as a video point. */
        DEVICE;

        /** The word for programs, e.g. {@code video-point}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether whoever held it hands it over: everything but a closed incident. */
    public boolean handedOver() {
        return open;
    }
}
