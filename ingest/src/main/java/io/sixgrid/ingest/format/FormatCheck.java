package io.sixgrid.ingest.format;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.Reported;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.util.List;

/**
 * What a format makes of one message, for people: the answer of {@code sixgrid formats check}.
 *
 * @param understood false when the message would go to quarantine
 * @param text       lines to print
 */
public record FormatCheck(boolean understood, String text) {
    /** Tries {@code format} alone on a message. */
    public static FormatCheck of(PayloadFormat format, Arrival arrival) {
        DecodedMessage decoded = new FormatCatalog(List.of(format)).decode(arrival);
        if (decoded instanceof NotUnderstood not) {
            return new FormatCheck(false, "not understood: " + not.reason().code() + "\n  " + not.detail() + "\n");
        }
        Understood message = (Understood) decoded;
        StringBuilder text = new StringBuilder("understood by " + format.name() + "\n");
        line(text, "key", message.id().key());
        message.events().forEach(event -> event(text, event));
        message.readings().forEach(reading -> reading(text, reading));
        if (message.events().isEmpty() && message.readings().isEmpty()) {
            text.append("it says nothing that is kept but its arrival\n");
        }
        return new FormatCheck(true, text.toString());
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
