package io.sixgrid.geo.export;

import io.sixgrid.data.Json;
import io.sixgrid.data.file.FeatureWriter;
import io.sixgrid.data.file.GeoJsonWriter;
import io.sixgrid.data.file.GeoPackageWriteStore;
import io.sixgrid.data.file.LayerHead;
import io.sixgrid.data.file.LayerHead.Field;
import io.sixgrid.data.file.LayerHead.Kind;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.GridExportStore;
import io.sixgrid.data.grid.GridVersion;
import io.sixgrid.data.place.Frames;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes boundaries as of a time into a file; what an import reads again. */
public final class GridExport {
    private static final List<Field> FIELDS = List.of(
            new Field("code", Kind.TEXT),
            new Field("name", Kind.TEXT),
            new Field("short_name", Kind.TEXT),
            new Field("level", Kind.INTEGER),
            new Field("parent", Kind.TEXT),
            new Field("people", Kind.JSON),
            new Field("households", Kind.INTEGER),
            new Field("area_class", Kind.TEXT),
            new Field("exclave", Kind.TEXT),
            new Field("valid_from", Kind.TEXT),
            new Field("valid_to", Kind.TEXT),
            new Field("attributes", Kind.JSON));

    private final GridExportStore store;
    private final Frames frames;

    public GridExport(GridExportStore store, Frames frames) {
        this.store = store;
        this.frames = frames;
    }

    /**
     * Writes what is ordered.
     *
     * @param file not there yet, or empty
     */
    public void write(ExportOrder order, Path file) throws IOException {
        try (FeatureWriter out = writer(order, file)) {
            String scheme = order.scheme().code();
            store.read(snapshot -> {
                out.begin(new LayerHead("grids", description(order), FIELDS));
                snapshot.grids(
                        scheme,
                        order.query(),
                        version -> out.write(attributes(version), version.grid().shape()));
                if (order.land()) {
                    out.begin(new LayerHead("outline", "the land that the scheme is responsible for", List.of()));
                    snapshot.outline(scheme, order.query(), shape -> out.write(Map.of(), shape));
                    out.begin(new LayerHead("unassigned", "what of it no grid holds", List.of()));
                    snapshot.unassigned(scheme, order.query(), shape -> out.write(Map.of(), shape));
                }
            });
            out.finish();
        }
    }

    private FeatureWriter writer(ExportOrder order, Path file) throws IOException {
        return switch (order.format()) {
            case GEOJSON ->
                new GeoJsonWriter(
                        new BufferedOutputStream(Files.newOutputStream(file)), "grids", order.frame(), order.land());
            case GPKG -> new GeoPackageWriteStore(file, order.frame(), frames);
        };
    }

    private static String description(ExportOrder order) {
        return "scheme " + order.scheme().code() + " as of " + order.query().at()
                + order.query().known().map(known -> ", as known at " + known).orElse("");
    }

    private static Map<String, String> attributes(GridVersion version) {
        Grid grid = version.grid();
        Grid.Facts facts = grid.facts();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("code", grid.code());
        values.put("name", grid.name());
        values.put("short_name", grid.shortName());
        values.put("level", String.valueOf(grid.level()));
        if (grid.parent() != null) {
            values.put("parent", grid.parent());
        }
        if (!facts.people().isEmpty()) {
            values.put("people", Json.text(facts.people()));
        }
        if (facts.households() != null) {
            values.put("households", String.valueOf(facts.households()));
        }
        if (facts.areaClass() != null) {
            values.put("area_class", facts.areaClass());
        }
        if (facts.exclave() != null) {
            values.put("exclave", facts.exclave());
        }
        version.from().ifPresent(from -> values.put("valid_from", from.toString()));
        version.to().ifPresent(to -> values.put("valid_to", to.toString()));
        if (!facts.more().isEmpty()) {
            values.put("attributes", Json.text(new TreeMap<>(facts.more())));
        }
        return values;
    }
}
