package io.sixgrid.geo.format;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.ledger.FormatActivityStore.Activity;
import io.sixgrid.data.ledger.Outcomes;
import io.sixgrid.ingest.format.FormatExample;
import io.sixgrid.ingest.format.LiveFormats;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A payload format as JSON answers say it, or a file that should be one and is refused.
 *
 * @param topics      empty for a file that never was a format
 * @param understood  messages stored under it
 * @param quarantined messages that it took and did not understand
 * @param examples    messages to try, as its devices send them
 */
record FormatJson(
        String name,
        String about,
        List<String> topics,
        @JsonUnwrapped Origin origin,
        Count understood,
        Count quarantined,
        List<Example> examples) {
    /**
     * Where it comes from.
     *
     * @param file    its name in the directory of formats; absent of what is built in
     * @param text    the YAML in force; of a file that never was a format what it holds
     * @param since   since when that is
     * @param problem why a newer text is refused, while this one goes on; absent when there is none
     */
    record Origin(
            boolean builtIn, Optional<String> file, String text, Optional<Instant> since, Optional<Problem> problem) {}

    /** What is wrong with a text, and in which line. */
    record Problem(Optional<Integer> line, String reason) {}

    /**
     * How many messages.
     *
     * @param total    since the beginning, each once
     * @param lastHour deliveries within the last hour, a repeated message each time
     * @param last     when the last was received; absent when none ever was
     */
    record Count(long total, long lastHour, Optional<Instant> last) {}

    /** A message that it understands, as {@code POST /api/v1/formats/try} takes it. */
    record Example(
            String name,
            String topic,
            String payload,
            Optional<String> contentType,
            Map<String, String> properties,
            boolean retained) {
        static Example of(FormatExample example) {
            return new Example(
                    example.name(),
                    example.topic(),
                    example.payload(),
                    example.properties().contentType(),
                    example.properties().user(),
                    example.retained());
        }
    }

    /** Where {@code state} comes from; of a file only its name. */
    static Origin origin(LiveFormats.State state) {
        return new Origin(
                state.builtIn(),
                state.file().map(file -> String.valueOf(file.getFileName())),
                state.text(),
                Optional.of(state.since()),
                state.problem().map(problem -> new Problem(problem.line(), problem.reason())));
    }

    static Count understood(Outcomes total, Activity lately) {
        return new Count(total.stored(), lately.understood(), lately.lastUnderstood());
    }

    static Count quarantined(Outcomes total, Activity lately) {
        return new Count(total.quarantined(), lately.quarantined(), lately.lastQuarantined());
    }
}
