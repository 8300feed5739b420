package io.sixgrid.geo.edition;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.edition.FieldMapping;
import io.sixgrid.data.edition.ImportOrder;
import io.sixgrid.data.edition.OutlineRule;
import io.sixgrid.data.edition.ParentRule;
import io.sixgrid.data.edition.Tolerances;
import io.sixgrid.data.file.ReadOptions;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.Scheme;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an import is asked to do, in the words of a query or of options: the same everywhere.
 *
 * @param words  by name, of {@link #NAMES}, {@link #fieldNames} and {@link #declare}
 * @param asking who asks, and from where
 */
public record ImportWords(Map<String, String> words, Asking asking) {
    /** What may be said once. */
    public static final List<String> NAMES = List.of(
            "frame",
            "encoding",
            "layer",
            "level",
            "parent",
            "scheme",
            "scheme-name",
            "levels",
            "outline",
            "unassigned",
            "repair",
            "propose",
            "accept",
            "effective",
            "reason",
            "document",
            "dry-run");

    /** Said as often as there are grids: {@code CODE=REASON}. */
    public static final String EXCLAVE = "exclave";

    private static final String FIELD = "field.";
    private static final String EXCLAVE_OF = EXCLAVE + ".";
    private static final String STANDARD = "default";
    private static final int WIDEST = 9;

    /**
     * Who asks.
     *
     * @param file   the name of the file, for people
     * @param author whom a revision names
     * @param zone   of dates without a time
     * @param files  whether other files may be named besides
     */
    public record Asking(String file, String author, Instant now, ZoneId zone, boolean files) {}

    public ImportWords {
        words = Map.copyOf(words);
    }

    /** {@code field.code}, {@code field.1.name} and the like. */
    public static List<String> fieldNames() {
        List<String> names = new ArrayList<>();
        FieldMapping.FIELDS.forEach(field -> names.add(FIELD + field));
        for (int level = 1; level <= WIDEST; level++) {
            names.add(FIELD + level + ".code");
            names.add(FIELD + level + ".name");
            names.add(FIELD + level + ".exclave");
        }
        return names;
    }

    /** The order that the words give; a wrong one is refused by its name. */
    public ImportOrder order() {
        Instant effective =
                text("effective").map(this::moment).orElse(asking.now()).truncatedTo(ChronoUnit.MICROS);
        boolean dry = flag("dry-run");
        return new ImportOrder(
                asking.file(),
                new ImportOrder.Reading(text("frame"), new ReadOptions(text("encoding"), text("layer"))),
                new ImportOrder.Meaning(
                        those(FIELD), text("level"), text("parent").map(ParentRule::parse), those(EXCLAVE_OF)),
                target(),
                tolerances(),
                dry ? Optional.empty() : Optional.of(publication(effective)),
                effective);
    }

    private Publication publication(Instant effective) {
        String reason = text("reason")
                .orElseThrow(() -> SixgridException.invalid(
                        "reason", "a revision needs a reason; say it with reason, or ask for a dry run"));
        return new Publication(asking.author(), reason, text("document"), effective);
    }

    private ImportOrder.Target target() {
        String code = text("scheme").orElse(STANDARD);
        Optional<Scheme> founded =
                text("levels").map(levels -> SchemeWords.scheme(code, text("scheme-name"), levels, asking.files()));
        if (founded.isEmpty() && text("scheme-name").isPresent()) {
            throw SixgridException.invalid("scheme-name", "scheme-name names a new scheme, which needs levels too");
        }
        OutlineRule outline = text("outline")
                .map(rule -> OutlineRule.parse(rule, asking.files()))
                .orElse(OutlineRule.KEEP);
        if (founded.isPresent() && outline.equals(OutlineRule.KEEP)) {
            throw SixgridException.invalid(
                    "outline",
                    "a new scheme needs an outline: say union (the land of its own grids), scheme:CODE (that of another"
                            + " scheme)" + (asking.files() ? ", or a file" : ""));
        }
        return new ImportOrder.Target(code, founded, outline, flag("unassigned"));
    }

    private Tolerances tolerances() {
        double accept = text("repair").map(metres -> metres("repair", metres)).orElse(Tolerances.NOTHING);
        double propose = text("propose")
                .map(metres -> metres("propose", metres))
                .orElse(Math.max(accept, Tolerances.PROPOSING.proposeMetres()));
        Set<String> ids = text("accept")
                .map(list ->
                        Arrays.stream(list.split("[,，]")).map(String::strip).collect(Collectors.toSet()))
                .orElse(Set.of());
        return new Tolerances(propose, accept, ids);
    }

    private Map<String, String> those(String beginning) {
        Map<String, String> those = new LinkedHashMap<>();
        words.forEach((name, value) -> {
            if (name.startsWith(beginning)) {
                those.put(name.substring(beginning.length()), value.strip());
            }
        });
        return those;
    }

    /** Adds to {@code words} what {@code CODE=REASON} says. */
    public static void declare(String exclave, Map<String, String> words) {
        String[] parts = exclave.split("=", 2);
        if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw SixgridException.invalid(EXCLAVE, "an exclave is said as CODE=REASON, not " + exclave);
        }
        if (words.put(EXCLAVE_OF + parts[0].strip(), parts[1]) != null) {
            throw SixgridException.invalid(EXCLAVE, "two reasons are given for the exclave of " + parts[0].strip());
        }
    }

    private Instant moment(String text) {
        try {
            // A plus that nobody encoded arrives as a space.
            return text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay(asking.zone()).toInstant()
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            throw SixgridException.invalid(
                    "effective",
                    "effective is neither a date, as 2026-01-31, nor an RFC 3339 time with an offset, as"
                            + " 2026-01-31T08:00:00+08:00: " + text);
        }
    }

    private static double metres(String name, String text) {
        try {
            double metres = Double.parseDouble(text);
            if (metres >= 0) {
                return metres;
            }
        } catch (NumberFormatException e) {
            // Refused below like what is below zero.
        }
        throw SixgridException.invalid(name, name + " is not a number of metres: " + text);
    }

    private boolean flag(String name) {
        String text = text(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw SixgridException.invalid(name, name + " is not true or false: " + text);
        }
        return text.equals("true");
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(words.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
