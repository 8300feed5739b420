package io.sixgrid.geo.format;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.Reported;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.ingest.format.DecodedMessage;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.DecodedPresence;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.format.PayloadFormat;
import io.sixgrid.ingest.format.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the formats make of a message that nobody sent.
 *
 * @param taken   the format that would take it: the first in order whose topic matches; absent when none does
 * @param results of every format, in order
 */
record TrialJson(Optional<String> taken, List<Result> results) {
    /**
     * What one format makes of it.
     *
     * @param matches whether it takes the topic
     * @param reason  why it does not understand it, as quarantine counts; absent where it does or the topic is another's
     * @param key     the identity of the message, by which a second delivery is known
     */
    record Result(
            String format,
            boolean matches,
            boolean understood,
            Optional<String> reason,
            Optional<String> detail,
            Optional<String> key,
            List<EventJson> events,
            List<DecodedReading> readings,
            List<DecodedPresence> presences) {}

    /** An event as the message says it; without a position it is where the device is registered. */
    record EventJson(
            @JsonUnwrapped Happening happening,
            Optional<Instant> time,
            Optional<Double> lon,
            Optional<Double> lat,
            @JsonUnwrapped Words words) {
        static EventJson of(DecodedEvent event) {
            Reported said = event.said();
            return new EventJson(
                    new Happening(
                            said.device(),
                            said.kind(),
                            said.phase().code(),
                            said.severity().level(),
                            said.sourceSeverity()),
                    event.time(),
                    event.position().map(LonLat::lon),
                    event.position().map(LonLat::lat),
                    new Words(
                            said.externalId(),
                            said.text(),
                            said.media(),
                            said.autoClose().map(Duration::toString)));
        }
    }

    record Happening(String device, String kind, String phase, int severity, Optional<String> sourceSeverity) {}

    record Words(Optional<String> id, Optional<String> text, Optional<String> media, Optional<String> autoClose) {}

    /** Tries every format of {@code catalog} alone; nothing is stored. */
    static TrialJson of(FormatCatalog catalog, Arrival arrival) {
        List<Result> results = catalog.formats().stream()
                .map(format -> result(format, arrival))
                .toList();
        Optional<String> taken =
                results.stream().filter(Result::matches).map(Result::format).findFirst();
        return new TrialJson(taken, results);
    }

    private static Result result(PayloadFormat format, Arrival arrival) {
        DecodedMessage decoded = decode(format, arrival);
        if (decoded instanceof NotUnderstood not) {
            boolean another = not.reason() == Reason.NO_FORMAT;
            return new Result(
                    format.name(),
                    !another,
                    false,
                    another ? Optional.empty() : Optional.of(not.reason().code()),
                    another ? Optional.empty() : Optional.of(not.detail()),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of());
        }
        Understood message = (Understood) decoded;
        return new Result(
                format.name(),
                true,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.of(message.id().key()),
                message.events().stream().map(EventJson::of).toList(),
                message.readings(),
                message.presences());
    }

    private static DecodedMessage decode(PayloadFormat format, Arrival arrival) {
        try {
            return new FormatCatalog(List.of(format)).decode(arrival);
        } catch (RuntimeException | StackOverflowError e) {
            // As ingest counts it: whoever tries a message wants to know that it ends in quarantine.
            return new NotUnderstood(Optional.of(format.name()), Reason.FORMAT_FAILED, "reading it failed: " + e);
        }
    }
}
