package io.sixgrid.ingest.format;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Phase;
import io.sixgrid.data.alert.Reported;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an event is read. Kind and severity are needed, here or in what all events of a format share. Eleven components,
 * since these are the words of the file.
 *
 * @param each      one event for each member; null for one event
 * @param kind      made to lower-case words joined by hyphens
 * @param phase     open, refresh or close, or none for no event; open when not given
 * @param severity  1 (worst) to 4
 * @param autoClose after how long without a refresh the alert closes by itself; null for never
 * @param device    whose event it is, as the message names it; null for the rule's
 * @param time      null for the rule's
 */
record EventRule(
        @Nullable Each each,
        @Nullable Mapping kind,
        @Nullable Mapping phase,
        @Nullable Mapping severity,
        @Nullable Expression id,
        @Nullable Expression text,
        @Nullable Expression media,
        @Nullable PositionRule position,
        @Nullable Duration autoClose,
        @Nullable Expression device,
        @Nullable TimeRule time) {
    private static final String NO_EVENT = "none";
    private static final String PHASES = "open, refresh, close or none";
    private static final String SEVERITIES = "1 (worst) to 4";

    /** What shares nothing. */
    static final EventRule NONE = new EventRule(null, null, null, null, null, null, null, null, null, null, null);

    EventRule {
        if (phase != null) {
            phase.requireWords("phase", EventRule::isPhase, PHASES);
        }
        if (severity != null) {
            severity.requireWords("severity", EventRule::isSeverity, SEVERITIES);
        }
    }

    /** This rule; what it does not say, {@code shared} says. */
    EventRule over(EventRule shared) {
        return new EventRule(
                either(each, shared.each),
                either(kind, shared.kind),
                either(phase, shared.phase),
                either(severity, shared.severity),
                either(id, shared.id),
                either(text, shared.text),
                either(media, shared.media),
                either(position, shared.position),
                either(autoClose, shared.autoClose),
                either(device, shared.device),
                either(time, shared.time));
    }

    /** Adds what {@code message} says to {@code events}. */
    void read(MessageView message, Teller teller, List<DecodedEvent> events) {
        if (each == null) {
            one(message, teller, events);
        } else {
            each.views(message, looksIntoMember()).forEach(view -> one(view, teller, events));
        }
    }

    void checkComplete(String path) {
        if (kind == null || severity == null) {
            throw SixgridException.invalid(path, "an event needs kind and severity");
        }
    }

    void check(String path, CaptureCheck captures, boolean inLoop) {
        captures.check(path + ".kind", kind, inLoop);
        captures.check(path + ".phase", phase, inLoop);
        captures.check(path + ".severity", severity, inLoop);
        captures.check(path + ".id", id, inLoop);
        captures.check(path + ".text", text, inLoop);
        captures.check(path + ".media", media, inLoop);
        captures.check(path + ".device", device, inLoop);
        captures.check(path + ".time", time, inLoop);
        if (position != null) {
            position.check(path + ".position", captures, inLoop);
        }
    }

    private boolean looksIntoMember() {
        return looks(kind)
                || looks(phase)
                || looks(severity)
                || looks(id)
                || looks(text)
                || looks(media)
                || looks(device)
                || (time != null && looks(time.from()))
                || (position != null && position.expressions().anyMatch(Expression::looksIntoMember));
    }

    private static boolean looks(@Nullable Mapping mapping) {
        return mapping != null && mapping.from().looksIntoMember();
    }

    private static boolean looks(@Nullable Expression expression) {
        return expression != null && expression.looksIntoMember();
    }

    private void one(MessageView message, Teller teller, List<DecodedEvent> events) {
        String said = phase == null ? null : phase.value("phase", message);
        String word = said == null ? Phase.OPEN.code() : said;
        if (word.equals(NO_EVENT)) {
            return;
        }
        Mapping scale = required("severity", severity);
        String kindSaid = required("kind", kind).require("kind", message);
        String sourceSeverity = scale.raw(message);
        String level = scale.required("severity", scale.translate("severity", sourceSeverity, message));
        Reported reported = new Reported(
                teller.device(device, message),
                slug(kindSaid),
                phase(word),
                severity(level),
                scale.alwaysTheSame() ? Optional.empty() : Optional.ofNullable(sourceSeverity),
                optional(id, message),
                optional(text, message),
                optional(media, message),
                Optional.ofNullable(autoClose));
        events.add(new DecodedEvent(
                reported, teller.time(time, message), position == null ? Optional.empty() : position.read(message)));
    }

    private static <T> @Nullable T either(@Nullable T own, @Nullable T shared) {
        return own != null ? own : shared;
    }

    private static Mapping required(String field, @Nullable Mapping mapping) {
        if (mapping == null) {
            throw SixgridException.invalid(field, "the format does not say where " + field + " stands");
        }
        return mapping;
    }

    private static Optional<String> optional(@Nullable Expression from, MessageView message) {
        return from == null ? Optional.empty() : Optional.ofNullable(from.value(message));
    }

    private static Phase phase(String word) {
        try {
            return Phase.parse(word.toLowerCase(Locale.ROOT));
        } catch (SixgridException e) {
            throw Refusal.bad("phase", word, PHASES);
        }
    }

    private static boolean isPhase(String word) {
        return word.equals(NO_EVENT)
                || Stream.of(Phase.values()).anyMatch(phase -> phase.code().equals(word.toLowerCase(Locale.ROOT)));
    }

    private static boolean isSeverity(String word) {
        return word.length() == 1 && word.charAt(0) >= '1' && word.charAt(0) <= '4';
    }

    private static Severity severity(String word) {
        if (!isSeverity(word)) {
            throw Refusal.bad("severity", word, SEVERITIES);
        }
        return Severity.of(word.charAt(0) - '0');
    }

    /** Lower-case words of Latin letters and digits, joined by hyphens. */
    private static String slug(String text) {
        StringBuilder slug = new StringBuilder(text.length());
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                slug.append(c);
            } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        if (!slug.isEmpty() && slug.charAt(slug.length() - 1) == '-') {
            slug.setLength(slug.length() - 1);
        }
        if (slug.isEmpty()) {
            throw Refusal.bad("kind", text, "made of Latin letters or digits");
        }
        return slug.toString();
    }
}
