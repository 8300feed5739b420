package io.sixgrid.geo.edition;

import io.sixgrid.data.edition.EditionDifference;
import io.sixgrid.data.edition.GridChange;
import io.sixgrid.data.edition.ImportReport;
import io.sixgrid.data.fit.Repair;
import io.sixgrid.data.fit.Tolerances;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.place.LocalMetres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report of an import as people read it on a terminal: counts, the ten worst of each, and how to go on. */
public final class ImportText {
    private static final int SHOWN = 10;
    private static final int FEW = 3;

    /** Square metres that are shown as none. */
    private static final double LITTLE = 0.05;

    /** Who is who first, then the borders that moved, the most land first. */
    private static final Comparator<GridChange> TELLING = Comparator.comparing(
                    (GridChange change) -> change.kind() == GridChange.Kind.MODIFIED)
            .thenComparing(change -> change.areas().moved(), Comparator.reverseOrder());

    private final List<String> lines = new ArrayList<>();

    private ImportText() {}

    public static String of(ImportReport report) {
        ImportText text = new ImportText();
        text.source(report);
        text.first(report.taken());
        text.some(
                "wrong value",
                "wrong values",
                report.problems(),
                problem -> "feature " + problem.feature() + ", " + problem.field() + " \"" + problem.value() + "\": "
                        + problem.problem());
        text.repairs(report.fit());
        text.findings(report.findings());
        report.changes().ifPresent(text::changes);
        report.warnings().forEach(warning -> text.lines.add("warning: " + warning));
        text.outcome(report);
        return String.join("\n", text.lines);
    }

    private void source(ImportReport report) {
        ImportReport.Source source = report.source();
        lines.add(source.file() + ": " + source.format() + ", layer " + source.layer() + ", " + source.features()
                + " features");
        lines.add("frame " + source.frame() + ", " + source.frameWhy()
                + source.extent()
                        .map(box -> String.format(
                                Locale.ROOT,
                                "; within %.5f %.5f and %.5f %.5f",
                                box.min().lon(),
                                box.min().lat(),
                                box.max().lon(),
                                box.max().lat()))
                        .orElse(""));
        source.notes().forEach(note -> lines.add("note: " + note));
        ImportReport.Taken taken = report.taken();
        lines.add("columns: "
                + taken.columns().entrySet().stream()
                        .map(column -> column.getKey() + " = " + column.getValue()
                                + (taken.guessed().contains(column.getKey()) ? " (by its name)" : ""))
                        .collect(Collectors.joining(", "))
                + (taken.attributes().isEmpty()
                        ? ""
                        : "; kept as attributes: " + String.join(", ", taken.attributes())));
        lines.add("grids: "
                + taken.levels().entrySet().stream()
                        .map(level -> level.getValue() + " of level " + level.getKey())
                        .collect(Collectors.joining(", "))
                + "; parents by " + taken.parents().code());
    }

    private void first(ImportReport.Taken taken) {
        lines.add("the first of each level:");
        for (ImportReport.Sample row : taken.first()) {
            lines.add("  " + row.level() + "  " + row.code() + "  " + row.name().orElse("(no name)")
                    + row.parent().map(parent -> "  in " + parent).orElse("")
                    + (row.people().isEmpty() ? "" : "  " + String.join("、", row.people()))
                    + row.households()
                            .map(count -> "  " + count + " households")
                            .orElse("")
                    + row.areaClass().map(word -> "  " + word).orElse(""));
        }
    }

    private void repairs(ImportReport.Fit fit) {
        lines.add(String.format(
                Locale.ROOT,
                "rounding to 1e-7 degrees moved vertices by %.1f cm at most; corners that lie on edges of neighbours: %d",
                fit.roundingCentimetres(),
                fit.corners()));
        some(
                "repair made",
                "repairs made",
                fit.repairs().stream().filter(Repair::accepted).toList(),
                ImportText::repair);
        some(
                "repair proposed",
                "repairs proposed",
                fit.repairs().stream().filter(repair -> !repair.accepted()).toList(),
                ImportText::repair);
    }

    private static String repair(Repair repair) {
        return String.format(
                Locale.ROOT,
                "%s: %s (%s, %.1f m²)",
                repair.id(),
                repair.sentence(),
                LocalMetres.text(repair.metres()),
                repair.squareMetres());
    }

    private void findings(List<Finding> findings) {
        Map<Boolean, List<Finding>> refusing = findings.stream()
                .collect(Collectors.partitioningBy(finding -> finding.kind().refuses()));
        some(
                "finding that refuses it",
                "findings that refuse it",
                refusing.getOrDefault(true, List.of()),
                ImportText::finding);
        some("thing worth a look", "things worth a look", refusing.getOrDefault(false, List.of()), ImportText::finding);
    }

    private static String finding(Finding finding) {
        return ImportJson.word(finding.kind()) + ": " + finding.sentence();
    }

    private void changes(EditionDifference changes) {
        Map<Integer, List<GridChange>> levels = changes.changes().stream()
                .collect(Collectors.groupingBy(GridChange::level, TreeMap::new, Collectors.toList()));
        levels.keySet()
                .forEach(level -> lines.add("level " + level + ": "
                        + changes.counts(level).entrySet().stream()
                                .map(count -> count.getValue() + " " + ImportJson.word(count.getKey()))
                                .collect(Collectors.joining(", "))));
        some(
                "change",
                "changes",
                changes.changes().stream()
                        .filter(change -> change.kind() != GridChange.Kind.UNCHANGED)
                        .sorted(TELLING)
                        .toList(),
                ImportText::change);
    }

    private static String change(GridChange change) {
        return String.format(
                Locale.ROOT,
                "level %d %s: %s -> %s%s%s",
                change.level(),
                ImportJson.word(change.kind()),
                String.join(" + ", change.before()),
                String.join(" + ", change.after()),
                change.what().isEmpty() ? "" : " (" + String.join(", ", change.what()) + ")",
                change.areas().moved() < LITTLE
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %.1f m² moved", change.areas().moved()));
    }

    private void outcome(ImportReport report) {
        ImportReport.Outcome outcome = report.outcome();
        lines.add((outcome.proven() ? "proven; " : "not proven; ") + outcome.why());
        List<Repair> open = report.fit().repairs().stream()
                .filter(repair -> !repair.accepted())
                .toList();
        if (!outcome.proven() && !open.isEmpty()) {
            lines.add(accepting(open));
        }
        if (!outcome.proven()) {
            next(report);
        }
    }

    /** No width takes a ring that moves further than anything else is proposed for: its id does. */
    private static String accepting(List<Repair> open) {
        String ids = "--accept " + open.stream().limit(FEW).map(Repair::id).collect(Collectors.joining(","));
        double widest = open.stream().mapToDouble(Repair::metres).max().orElse(0);
        return widest > Tolerances.PROPOSING.proposeMetres()
                ? "next: to accept repairs, look at the widest first: " + ids
                : "next: to accept all proposed repairs: --repair " + roundedUp(widest) + "; to accept some: " + ids;
    }

    /** What can be said by an option, beside repairs. */
    private void next(ImportReport report) {
        if (!report.problems().isEmpty()) {
            lines.add("next: mend the wrong values in the file, or name other columns with --field");
        }
        // One that a repair would mend is told with it.
        List<Finding> open = report.findings().stream()
                .filter(finding -> report.fit().repairs().stream()
                        .noneMatch(repair -> finding.sentence().contains(repair.id())))
                .toList();
        List<String> apart = open.stream()
                .filter(finding -> finding.kind() == Finding.Kind.PARTS)
                .flatMap(finding -> finding.codes().stream())
                .distinct()
                .toList();
        if (!apart.isEmpty()) {
            lines.add("next: where a grid may lie in several parts, say why: "
                    + apart.stream()
                            .limit(FEW)
                            .map(code -> "--exclave " + code + "=REASON")
                            .collect(Collectors.joining(" "))
                    + (apart.size() > FEW ? " and so on" : ""));
        }
        if (open.stream().anyMatch(finding -> finding.kind() == Finding.Kind.GAP)) {
            lines.add("next: where land is to be nobody's, take all such holes with --unassigned");
        }
    }

    /** In centimetres, so that what is typed in is no less than what was measured. */
    private static String roundedUp(double metres) {
        return new BigDecimal(metres).setScale(2, RoundingMode.CEILING).toPlainString();
    }

    private <T> void some(String one, String several, List<T> all, Function<T, String> line) {
        if (all.isEmpty()) {
            return;
        }
        lines.add(all.size() + " " + (all.size() == 1 ? one : several)
                + (all.size() > SHOWN ? ", the first " + SHOWN + ":" : ":"));
        all.stream().limit(SHOWN).forEach(each -> lines.add("  " + line.apply(each)));
    }
}
