package io.sixgrid.data.alert;

import io.sixgrid.data.SixgridException;
import java.time.Duration;
import java.util.Optional;

/**
 * What an event says happened.
 *
 * @param device         as the message names it, or the registered id once that is known
 * @param kind           lower-case words joined by hyphens, e.g. {@code line-crossed}
 * @param sourceSeverity the source's own value
 * @param externalId     the source's own id of the event
 * @param media          a link to a picture or clip
 * @param autoClose      after how long its alert closes by itself if nothing refreshes it; empty for never
 */
public record Reported(
        String device,
        String kind,
        Phase phase,
        Severity severity,
        Optional<String> sourceSeverity,
        Optional<String> externalId,
        Optional<String> text,
        Optional<String> media,
        Optional<Duration> autoClose) {
    public Reported {
        if (device.isBlank()) {
            throw SixgridException.invalid("device", "the device has no name");
        }
        if (!isKind(kind)) {
            throw SixgridException.invalid("kind", "kind is not lower-case words joined by hyphens: " + kind);
        }
    }

    /** The same, of the device registered as {@code id}. */
    public Reported of(String id) {
        return id.equals(device)
                ? this
                : new Reported(id, kind, phase, severity, sourceSeverity, externalId, text, media, autoClose);
    }

    /** {@code [a-z0-9][a-z0-9-]*}, without a regular expression: each event of a message is made through here. */
    private static boolean isKind(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && (c != '-' || i == 0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
