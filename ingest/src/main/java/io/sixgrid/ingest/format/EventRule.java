package io.sixgrid.ingest.format;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Phase;
import io.sixgrid.data.alert.Reported;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an event is read. Kind and severity are needed, here or in what all events of a format share.
 *
 * @param each      one event for each member of an object; null for one event
 * @param kind      made to lower-case words joined by hyphens
 * @param phase     open, refresh or close, or none for no event; open when not given
 * @param severity  1 (worst) to 4
 * @param autoClose after how long without a refresh the alert closes by itself; null for never
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
        @Nullable Duration autoClose) {
    private static final String NO_EVENT = "none";
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-|-$");

    /** What shares nothing. */
    static final EventRule NONE = new EventRule(null, null, null, null, null, null, null, null, null);

    /** This rule; what it does not say, {@code shared} says. */
    EventRule over(EventRule shared) {
        return new EventRule(
                each != null ? each : shared.each,
                kind != null ? kind : shared.kind,
                phase != null ? phase : shared.phase,
                severity != null ? severity : shared.severity,
                id != null ? id : shared.id,
                text != null ? text : shared.text,
                media != null ? media : shared.media,
                position != null ? position : shared.position,
                autoClose != null ? autoClose : shared.autoClose);
    }

    /**
     * The events of a message.
     *
     * @param device as the message names it
     * @param time   the device's own
     */
    List<DecodedEvent> read(MessageView message, String device, Optional<Instant> time) {
        Stream<MessageView> views = each == null ? Stream.of(message) : each.views(message).stream();
        return views.flatMap(view -> one(view, device, time).stream()).toList();
    }

    Stream<Expression> expressions() {
        return Stream.concat(
                Stream.of(kind, phase, severity).flatMap(Stream::ofNullable).map(Mapping::from),
                Stream.of(id, text, media).flatMap(Stream::ofNullable));
    }

    private Optional<DecodedEvent> one(MessageView message, String device, Optional<Instant> time) {
        String word = phase == null
                ? Phase.OPEN.code()
                : phase.value("phase", message).orElse(Phase.OPEN.code());
        if (word.equals(NO_EVENT)) {
            return Optional.empty();
        }
        String said = required("kind", kind).require("kind", message);
        Mapping scale = required("severity", severity);
        String slug = slug(said);
        if (slug.isEmpty()) {
            throw Refusal.bad("kind", said, "made of Latin letters or digits");
        }
        Reported reported = new Reported(
                device,
                slug,
                phase(word),
                severity(scale.require("severity", message)),
                scale.raw(message),
                optional(id, message),
                optional(text, message),
                optional(media, message),
                Optional.ofNullable(autoClose));
        return Optional.of(
                new DecodedEvent(reported, time, position == null ? Optional.empty() : position.read(message)));
    }

    private static Mapping required(String field, @Nullable Mapping mapping) {
        if (mapping == null) {
            throw SixgridException.invalid(field, "the format does not say where " + field + " stands");
        }
        return mapping;
    }

    private static Optional<String> optional(@Nullable Expression from, MessageView message) {
        return from == null ? Optional.empty() : from.value(message);
    }

    private static Phase phase(String word) {
        try {
            return Phase.parse(word.toLowerCase(Locale.ROOT));
        } catch (SixgridException e) {
            throw Refusal.bad("phase", word, "open, refresh or close");
        }
    }

    private static Severity severity(String word) {
        if (word.length() != 1 || word.charAt(0) < '1' || word.charAt(0) > '4') {
            throw Refusal.bad("severity", word, "1 (worst) to 4");
        }
        return Severity.of(word.charAt(0) - '0');
    }

    private static String slug(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return EDGES.matcher(OTHERS.matcher(lower).replaceAll("-")).replaceAll("");
    }
}
