package io.sixgrid.data.file;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** All SQL that reads a GeoPackage, which is an SQLite database (OGC 12-128r18). */
final class GeoPackageReadStore {
    private static final String LAYERS = """
            select c.table_name, g.column_name, g.geometry_type_name, g.srs_id
            from gpkg_contents c join gpkg_geometry_columns g on g.table_name = c.table_name
            where c.data_type = 'features' order by c.table_name
            """;
    private static final String FRAME = """
            select srs_name, organization, organization_coordsys_id, definition
            from gpkg_spatial_ref_sys where srs_id = ?
            """;
    private static final String COLUMNS = "select name, type, pk from pragma_table_info(?) order by cid";

    private final Source source;
    private final ReadOptions options;
    private final Frames frames;

    GeoPackageReadStore(Source source, ReadOptions options, Frames frames) {
        this.source = source;
        this.options = options;
        this.frames = frames;
    }

    /** A layer: its table is called like it. */
    private record Table(String name, String geometry, int srs) {}

    /**
     * A column besides the geometry.
     *
     * @param flag whether its numbers 0 and 1 mean no and yes
     */
    private record Column(String name, boolean key, boolean flag) {}

    FeatureFile read() throws IOException {
        try (Connection db = open()) {
            Table table =
                    new Layers<>(source, layers(db)).choose(options.layer()).what();
            Features features = new Features(source.part("layer " + table.name()));
            rows(db, table, features);
            return features.file("GeoPackage", table.name(), frame(db, table.srs(), features));
        } catch (SQLException e) {
            throw source.wrong("an SQLite database that cannot be read as a GeoPackage: " + e.getMessage());
        }
    }

    /**
     * Without a write: what is not yet in the file itself but in its {@code -wal} is read with it; a file without one may lie
     * where nobody can write, and is read as it is.
     */
    private Connection open() throws SQLException {
        Path wal = source.path().resolveSibling(source.path().getFileName() + "-wal");
        String how = Files.exists(wal) ? "mode=ro" : "immutable=1";
        return DriverManager.getConnection(
                "jdbc:sqlite:file:" + source.path().toAbsolutePath().toUri().getRawPath() + "?" + how);
    }

    private static List<Layers.Layer<Table>> layers(Connection db) throws SQLException {
        List<Layers.Layer<Table>> layers = new ArrayList<>();
        try (PreparedStatement query = db.prepareStatement(LAYERS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String type = row.getString(3).toUpperCase(Locale.ROOT);
                boolean polygons = type.contains("POLYGON") || type.contains("SURFACE") || type.startsWith("GEOMETRY");
                layers.add(new Layers.Layer<>(
                        row.getString(1), polygons, new Table(row.getString(1), row.getString(2), row.getInt(4))));
            }
        }
        return layers;
    }

    private static List<Column> columns(Connection db, Table table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement query = db.prepareStatement(COLUMNS)) {
            query.setString(1, table.name());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String type = row.getString(2);
                    boolean flag = type != null && type.toUpperCase(Locale.ROOT).startsWith("BOOL");
                    Column column = new Column(row.getString(1), row.getInt(3) > 0, flag);
                    if (!column.name().equalsIgnoreCase(table.geometry())) {
                        columns.add(column);
                    }
                }
            }
        }
        return columns;
    }

    /** Names of tables and columns cannot be bound. A view has no key: its rows come in its own order. */
    private static String select(Table table, List<Column> columns) {
        List<String> wanted = new ArrayList<>(List.of(quoted(table.geometry())));
        columns.forEach(column -> wanted.add(quoted(column.name())));
        String keys = columns.stream()
                .filter(Column::key)
                .map(column -> quoted(column.name()))
                .collect(Collectors.joining(", "));
        return "select " + String.join(", ", wanted) + " from " + quoted(table.name())
                + (keys.isEmpty() ? "" : " order by " + keys);
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static void rows(Connection db, Table table, Features features) throws SQLException {
        List<Column> columns = columns(db, table);
        columns.forEach(column -> features.field(column.name()));
        try (PreparedStatement query = db.prepareStatement(select(table, columns));
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                byte[] blob = row.getBytes(1);
                Geometry shape = blob == null ? Shapes.FACTORY.createPolygon() : GeoPackageShape.read(blob, features);
                Map<String, String> attributes = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    String value = text(row.getObject(i + 2), columns.get(i), features);
                    if (!value.isBlank()) {
                        attributes.put(columns.get(i).name(), value);
                    }
                }
                features.add(attributes, shape);
            }
        }
    }

    private static String text(@Nullable Object value, Column column, Features features) {
        if (value == null) {
            return "";
        }
        if (value instanceof byte[]) {
            features.note("bytes in column " + column.name() + " are left out");
            return "";
        }
        if (column.flag() && value instanceof Number number) {
            return String.valueOf(number.intValue() != 0);
        }
        return value instanceof Double ? Numbers.plain(value.toString()) : value.toString();
    }

    private Optional<Frame> frame(Connection db, int srs, Features features) throws SQLException {
        try (PreparedStatement query = db.prepareStatement(FRAME)) {
            query.setInt(1, srs);
            try (ResultSet row = query.executeQuery()) {
                if (srs == -1 || srs == 0 || !row.next()) {
                    features.note("the file names no frame: its layer has srs_id " + srs);
                    return Optional.empty();
                }
                return Optional.of(frame(row));
            }
        } catch (SixgridException e) {
            features.note("the frame of the file cannot be used: srs_id " + srs + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Frame frame(ResultSet row) throws SQLException {
        String organization = String.valueOf(row.getString("organization"));
        if (organization.equalsIgnoreCase(GeoPackageWriteStore.OURS)) {
            return frames.frame(row.getString("srs_name"));
        }
        if (organization.equalsIgnoreCase("EPSG")) {
            try {
                return frames.frame("epsg:" + row.getInt("organization_coordsys_id"));
            } catch (SixgridException e) {
                // EPSG has more than GeoTools' copy of it.
                return frames.ofWkt(row.getString("definition"));
            }
        }
        return frames.ofWkt(row.getString("definition"));
    }
}
