package io.sixgrid.data.edition;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.file.FeatureFile;
import io.sixgrid.data.file.FeatureFiles;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file read and understood, nothing placed yet.
 *
 * @param rows     with shapes in {@code frame}
 * @param frameWhy who said the frame
 * @param partial  whether grids of its levels that it does not hold stay
 */
record EditionReading(
        FeatureFile file,
        Scheme scheme,
        FieldMapping mapping,
        ParentRule parents,
        Rows rows,
        Frame frame,
        String frameWhy,
        Map<String, String> exclaves,
        boolean partial) {
    /** The group of grids whose polygons tile the outline. */
    static final int LEAVES = 0;

    /** That of wider grids, whose land is derived. */
    private static final int DIVIDED = -1;

    /** Of each level. */
    private static final int SAMPLES = 5;

    private static final int ASCII = 0x7f;

    static EditionReading of(Path path, ImportOrder order, Scheme scheme, Frames frames) {
        Optional<Frame> said = order.reading().frame().map(frames::frame);
        FeatureFile file = FeatureFiles.read(path, order.reading().options(), frames);
        if (file.features().isEmpty()) {
            throw SixgridException.invalid("file", "there is no feature in " + order.name());
        }
        FieldMapping mapping = FieldMapping.of(file.fields(), order.meaning().fields());
        Optional<Level> level = order.meaning().level().map(word -> RowReader.required(scheme, word));
        if (level.isEmpty() && !mapping.says("level")) {
            throw SixgridException.invalid(
                    "level",
                    "no column is known to hold the level of each grid; say the level of all with level, or name the"
                            + " column with field level; the columns are " + String.join(", ", file.fields()));
        }
        Frame frame = said.or(file::frame).orElseThrow(() -> frameless(file));
        Map<String, String> exclaves = order.meaning().exclaves();
        Rows rows = RowReader.read(file.features(), mapping, scheme, level).declaring(exclaves);
        return new EditionReading(
                file,
                scheme,
                mapping,
                parents(order, mapping, rows),
                rows,
                frame,
                said.isPresent() ? "as was said" : "as the file says",
                exclaves,
                order.target().partial());
    }

    private static SixgridException frameless(FeatureFile file) {
        String why = file.notes().stream()
                .filter(note -> note.contains("frame"))
                .findFirst()
                .orElse("the file does not say its frame");
        return SixgridException.invalid(
                "frame", why + "; say the right one with frame (--frame), as wgs84, gcj02 or epsg:4549");
    }

    /** What is to be looked at before anything else: text that may be read wrong. */
    Optional<String> doubtfulText() {
        return file.guessed()
                .map(charset -> "nothing says the encoding of the text, and it was read as " + charset
                        + unusual().map(text -> ", as in \"" + text + "\"").orElse("")
                        + "; if that is wrong, say the right one with encoding (--encoding), as ISO-8859-1");
    }

    private Optional<String> unusual() {
        return file.features().stream()
                .flatMap(feature -> feature.attributes().values().stream())
                .filter(text -> text != null && text.chars().anyMatch(letter -> letter > ASCII))
                .findFirst();
    }

    private static ParentRule parents(ImportOrder order, FieldMapping mapping, Rows rows) {
        boolean columns = mapping.says("parent") || !mapping.wider().isEmpty();
        Optional<ParentRule> said = order.meaning().parents();
        if (said.isEmpty() && !columns && rows.rows().stream().anyMatch(row -> row.level() > 1)) {
            throw SixgridException.invalid(
                    "parent",
                    "no column is known to hold the parent of each grid; name it with field parent, or say parent"
                            + " prefix (its code begins with the parent's) or place (most of it lies there)");
        }
        if (said.equals(Optional.of(ParentRule.ATTRIBUTE)) && !columns) {
            throw SixgridException.invalid("parent", "parent is attribute, and no column holds it");
        }
        return said.orElse(ParentRule.ATTRIBUTE);
    }

    /**
     * By code who shares borders with whom: the leaves, the wider grids that others divide, and each contained level. A
     * corner of one must not become a vertex of another.
     */
    Map<String, Integer> groups() {
        List<Row> tiling = rows.rows().stream()
                .filter(row -> scheme.level(row.level()).tiling())
                .toList();
        int deepest = tiling.stream().mapToInt(Row::level).max().orElse(0);
        Set<String> divided = new HashSet<>();
        for (Row row : tiling) {
            row.parent().ifPresent(divided::add);
            for (int length = 1;
                    parents == ParentRule.PREFIX && length < row.code().length();
                    length++) {
                divided.add(row.code().substring(0, length));
            }
        }
        Map<String, Integer> groups = new HashMap<>();
        rows.rows().forEach(row -> groups.put(row.code(), row.level()));
        for (Row row : tiling) {
            boolean wide = row.level() < deepest && (parents == ParentRule.PLACE || divided.contains(row.code()));
            groups.put(row.code(), wide ? DIVIDED : LEAVES);
        }
        return groups;
    }

    ImportReport.Source source(String name, Landing landing) {
        return new ImportReport.Source(
                name,
                file.format(),
                file.layer(),
                file.features().size(),
                frame.code(),
                frameWhy,
                landing.extent(),
                file.notes());
    }

    ImportReport.Taken taken() {
        Map<Integer, Integer> levels = new TreeMap<>();
        rows.rows().forEach(row -> levels.merge(row.level(), 1, Integer::sum));
        List<ImportReport.Sample> first =
                levels.keySet().stream().flatMap(this::samples).toList();
        return new ImportReport.Taken(mapping.columns(), mapping.guessed(), mapping.others(), parents, levels, first);
    }

    private Stream<ImportReport.Sample> samples(int level) {
        return rows.rows().stream()
                .filter(row -> row.level() == level)
                .limit(SAMPLES)
                .map(EditionReading::sample);
    }

    private static ImportReport.Sample sample(Row row) {
        return new ImportReport.Sample(
                row.feature(),
                row.level(),
                row.code(),
                row.name(),
                row.parent(),
                row.facts().people(),
                Optional.ofNullable(row.facts().households()),
                Optional.ofNullable(row.facts().areaClass()),
                row.facts().more());
    }
}
