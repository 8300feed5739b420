package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.concordance.Concordance;
import io.sixgrid.data.concordance.ConcordanceCsv;
import io.sixgrid.data.concordance.Concordances;
import io.sixgrid.data.place.AsOf;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code sixgrid export --concordance} is told besides: old codes to new ones between two moments, as CSV. */
final class ConcordanceOptions {
    @Option(
            names = "--concordance",
            description =
                    "instead: which codes became which between --from and --to, with shares of area and of households,"
                            + " as CSV")
    private boolean wanted;

    @Option(names = "--from", paramLabel = "TIME", description = "of --concordance: the old boundaries, RFC 3339")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "of --concordance: the new boundaries (default now)")
    private @Nullable String to;

    boolean wanted() {
        if (!wanted && (from != null || to != null)) {
            throw SixgridException.invalid("from", "--from and --to are of --concordance; boundaries have --at");
        }
        return wanted;
    }

    /** What the file holds. */
    String csv(Concordances concordances, String scheme, Optional<Integer> level) {
        Instant old = moment("from", Optional.ofNullable(from))
                .orElseThrow(() -> SixgridException.invalid("from", "--concordance needs --from"));
        Instant now = moment("to", Optional.ofNullable(to)).orElseGet(Instant::now);
        List<Concordance> found =
                concordances.ofTimes(scheme, level, new AsOf(old, Optional.empty()), new AsOf(now, Optional.empty()));
        StringBuilder csv = new StringBuilder();
        ConcordanceCsv.write(found, csv);
        return csv.toString();
    }

    private static Optional<Instant> moment(String name, Optional<String> text) {
        try {
            return text.map(given -> OffsetDateTime.parse(given).toInstant());
        } catch (DateTimeParseException e) {
            throw SixgridException.invalid(
                    name,
                    "--" + name + " is not an RFC 3339 time with an offset, as 2026-01-31T08:00:00+08:00: "
                            + text.orElse(""));
        }
    }
}
