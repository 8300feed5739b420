package io.sixgrid.ingest.format;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.Reported;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.DecodedPresence;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a format makes of one message, for people: the answer of {@code sixgrid formats check}.
 *
 * @param understood false when the message would go to quarantine
 * @param text       lines to print
 */
public record FormatCheck(boolean understood, String text) {
    /** Tries {@code format} alone on a message. */
    public static FormatCheck of(PayloadFormat format, Arrival arrival) {
        Optional<DecodedMessage> decoded = format.decode(arrival);
        if (decoded.isEmpty()) {
            return new FormatCheck(false, mismatch(format, arrival.topic()));
        }
        if (decoded.get() instanceof NotUnderstood not) {
            return new FormatCheck(
                    false,
                    "not understood: " + not.reason().code() + "\n  " + not.detail() + "\n" + where(format, arrival));
        }
        Understood message = (Understood) decoded.get();
        StringBuilder text = new StringBuilder("understood by " + format.name() + "\n");
        line(text, "key", message.id().key());
        format.view(arrival).ifPresent(view -> holding(format, view).forEach(rule -> line(text, "holds", rule)));
        message.events().forEach(event -> event(text, event));
        message.readings().forEach(reading -> reading(text, reading));
        message.presences().forEach(presence -> presence(text, presence));
        if (message.events().isEmpty()
                && message.readings().isEmpty()
                && message.presences().isEmpty()) {
            text.append("it says nothing that is kept but its arrival\n");
        }
        return new FormatCheck(true, text.toString());
    }

    private static String mismatch(PayloadFormat format, String topic) {
        StringBuilder text = new StringBuilder("not taken: the topic does not match\n");
        line(text, "topic", topic);
        format.topic()
                .forEach(pattern -> pattern.mismatch(topic).ifPresent(why -> line(text, "against " + pattern, why)));
        return text.toString();
    }

    /** Which rules were tried when reading failed, and the one at which it did. */
    private static String where(PayloadFormat format, Arrival arrival) {
        StringBuilder text = new StringBuilder();
        try {
            Optional<MessageView> view = format.view(arrival);
            for (int i = 0; view.isPresent() && i < format.rules().size(); i++) {
                String failure = failure(format.rules().get(i), view.get());
                line(text, name(format.rules().get(i), i), failure);
            }
        } catch (Refusal e) {
            // The body itself, of which the reason tells.
            return text.toString();
        }
        return text.toString();
    }

    private static String failure(Rule rule, MessageView view) {
        try {
            if (!rule.when().holds(view)) {
                return "does not hold";
            }
            rule.read(view, Rule.Findings.none());
            return "holds, and can be read";
        } catch (Refusal | SixgridException e) {
            return "FAILS: " + e.getMessage();
        }
    }

    private static List<String> holding(PayloadFormat format, MessageView view) {
        return IntStream.range(0, format.rules().size())
                .filter(i -> format.rules().get(i).when().holds(view))
                .mapToObj(i -> name(format.rules().get(i), i))
                .toList();
    }

    private static String name(Rule rule, int index) {
        String about = rule.about();
        return "rule " + (index + 1) + (about == null ? "" : " (" + about + ")");
    }

    private static void presence(StringBuilder text, DecodedPresence presence) {
        text.append("presence\n");
        line(text, "device", presence.device());
        line(text, "is", presence.online() ? "online" : "offline");
        line(text, "time", presence.time().map(Object::toString).orElse("of receipt"));
    }

    private static void event(StringBuilder text, DecodedEvent event) {
        Reported said = event.said();
        text.append("event\n");
        line(text, "device", said.device());
        line(text, "kind", said.kind());
        line(text, "phase", said.phase().code());
        line(
                text,
                "severity",
                said.severity().level()
                        + said.sourceSeverity()
                                .map(own -> " (source says " + own + ")")
                                .orElse(""));
        line(text, "time", event.time().map(Object::toString).orElse("of receipt"));
        line(text, "position", event.position().map(Object::toString).orElse("where the device is registered"));
        said.externalId().ifPresent(id -> line(text, "id", id));
        said.text().ifPresent(words -> line(text, "text", words));
        said.media().ifPresent(link -> line(text, "media", link));
        line(
                text,
                "closes",
                said.autoClose().map(after -> "by itself after " + after).orElse("when it is closed"));
    }

    private static void reading(StringBuilder text, DecodedReading reading) {
        text.append("reading\n");
        line(text, "device", reading.device());
        line(
                text,
                reading.name(),
                reading.value() + reading.unit().map(unit -> " " + unit).orElse(""));
        line(text, "time", reading.time().map(Object::toString).orElse("of receipt"));
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ").append(name).append(": ").append(value).append('\n');
    }
}
