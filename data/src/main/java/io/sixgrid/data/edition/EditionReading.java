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

/**
 * A file read and understood, nothing placed yet.
 *
 * @param rows     with shapes in {@code frame}
 * @param frameWhy who said the frame
 */
record EditionReading(
        FeatureFile file,
        Scheme scheme,
        FieldMapping mapping,
        ParentRule parents,
        Rows rows,
        Frame frame,
        String frameWhy) {
    /** The group of grids whose polygons tile the outline. */
    static final int LEAVES = 0;

    /** That of wider grids, whose land is derived. */
    private static final int DIVIDED = -1;

    private static final int SAMPLES = 5;

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
        Frame frame = said.or(file::frame)
                .orElseThrow(() -> SixgridException.invalid(
                        "frame",
                        "the file does not say its frame; say it with frame, as wgs84, gcj02 or epsg:4549"
                                + (file.notes().isEmpty() ? "" : "; " + String.join("; ", file.notes()))));
        Rows rows = RowReader.read(file.features(), mapping, scheme, level);
        return new EditionReading(
                file,
                scheme,
                mapping,
                parents(order, mapping, rows),
                rows,
                frame,
                said.isPresent() ? "as was said" : "as the file says");
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
                rows.rows().stream().limit(SAMPLES).map(EditionReading::sample).toList();
        return new ImportReport.Taken(mapping.columns(), mapping.guessed(), mapping.others(), parents, levels, first);
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
