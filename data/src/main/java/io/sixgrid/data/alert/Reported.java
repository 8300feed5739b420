package io.sixgrid.data.alert;

import io.sixgrid.data.SixgridException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]*");

    public Reported {
        if (device.isBlank()) {
            throw SixgridException.invalid("device", "the device has no name");
        }
        if (!KIND.matcher(kind).matches()) {
            throw SixgridException.invalid("kind", "kind is not lower-case words joined by hyphens: " + kind);
        }
    }

    /** The same, of the device registered as {@code id}. */
    public Reported of(String id) {
        return id.equals(device)
                ? this
                : new Reported(id, kind, phase, severity, sourceSeverity, externalId, text, media, autoClose);
    }
}
