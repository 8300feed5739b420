package io.sixgrid.data.file;

import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** All SQL that writes a GeoPackage (OGC 12-128r18). Each layer is a table of multipolygons. */
public final class GeoPackageWriteStore implements FeatureWriter {
    /** Organization of a frame that EPSG has no code for; its name is the frame's code. */
    static final String OURS = "SIXGRID";

    private static final int OUR_SRS = 100_001;
    private static final int WGS84 = 4326;
    private static final int BATCH = 1000;

    // Types in capitals, as the standard has them: validators compare them letter by letter.
    private static final String[] CREATE = {
        // "GPKG", version 1.3.
        "pragma application_id = 1196444487", "pragma user_version = 10300", """
        create table gpkg_spatial_ref_sys (
            srs_name TEXT not null, srs_id INTEGER not null primary key, organization TEXT not null,
            organization_coordsys_id INTEGER not null, definition TEXT not null, description TEXT)
        """, """
        create table gpkg_contents (
            table_name TEXT not null primary key, data_type TEXT not null, identifier TEXT unique,
            description TEXT default '',
            last_change DATETIME not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
            min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
            constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id))
        """, """
        create table gpkg_geometry_columns (
            table_name TEXT not null, column_name TEXT not null, geometry_type_name TEXT not null,
            srs_id INTEGER not null, z TINYINT not null, m TINYINT not null,
            constraint pk_geom_cols primary key (table_name, column_name),
            constraint uk_gc_table_name unique (table_name),
            constraint fk_gc_tn foreign key (table_name) references gpkg_contents (table_name),
            constraint fk_gc_srs foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id))
        """
    };
    private static final String SRS = """
            insert into gpkg_spatial_ref_sys
                (srs_name, srs_id, organization, organization_coordsys_id, definition, description)
            values (?, ?, ?, ?, ?, '')
            """;
    private static final String CONTENTS = """
            insert into gpkg_contents (table_name, data_type, identifier, description, srs_id)
            values (?, 'features', ?, ?, ?)
            """;
    private static final String GEOMETRY_COLUMN = """
            insert into gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m)
            values (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)
            """;
    private static final String EXTENT =
            "update gpkg_contents set min_x = ?, min_y = ?, max_x = ?, max_y = ? where table_name = ?";

    private final FrameShapes shapes;
    private final int srs;
    private final Connection db;
    private @Nullable LayerHead layer;
    private @Nullable PreparedStatement insert;
    private Envelope extent = new Envelope();
    private int waiting;

    /**
     * Begins the file.
     *
     * @param file not there yet, or empty
     */
    public GeoPackageWriteStore(Path file, Frame frame, Frames frames) {
        shapes = new FrameShapes(frame);
        srs = shapes.epsg().orElse(OUR_SRS);
        try {
            db = DriverManager.getConnection("jdbc:sqlite:file:"
                    + file.toAbsolutePath().toUri().getRawPath() + "?journal_mode=OFF&synchronous=OFF");
            try (Statement create = db.createStatement()) {
                for (String sql : CREATE) {
                    create.execute(sql);
                }
            }
            db.setAutoCommit(false);
            execute(SRS, "Undefined Cartesian", -1, "NONE", -1, "undefined");
            execute(SRS, "Undefined geographic", 0, "NONE", 0, "undefined");
            execute(SRS, "WGS 84", WGS84, "EPSG", WGS84, frames.wkt(WGS84));
            if (srs != WGS84 && srs != OUR_SRS) {
                execute(SRS, "EPSG:" + srs, srs, "EPSG", srs, frames.wkt(srs));
            } else if (srs == OUR_SRS) {
                execute(SRS, frame.code(), srs, OURS, srs, "undefined");
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void begin(LayerHead next) {
        try {
            end();
            StringBuilder columns = new StringBuilder();
            StringBuilder names = new StringBuilder("geom");
            StringBuilder marks = new StringBuilder("?");
            for (LayerHead.Field field : next.fields()) {
                String name = GeoPackageReadStore.quoted(field.name());
                columns.append(", ").append(name);
                columns.append(field.kind() == LayerHead.Kind.INTEGER ? " INTEGER" : " TEXT");
                names.append(", ").append(name);
                marks.append(", ?");
            }
            String table = GeoPackageReadStore.quoted(next.name());
            execute("create table " + table + " (fid INTEGER primary key autoincrement not null, geom MULTIPOLYGON"
                    + columns + ")");
            execute(CONTENTS, next.name(), next.name(), next.description(), srs);
            execute(GEOMETRY_COLUMN, next.name(), srs);
            insert = db.prepareStatement("insert into " + table + " (" + names + ") values (" + marks + ")");
            layer = next;
            extent = new Envelope();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void write(Map<String, String> attributes, Geometry shape) {
        LayerHead head = Objects.requireNonNull(layer, "no layer was begun");
        PreparedStatement row = Objects.requireNonNull(insert);
        Geometry there = shapes.bring(shape);
        if (there instanceof Polygon polygon) {
            there = there.getFactory().createMultiPolygon(new Polygon[] {polygon});
        }
        extent.expandToInclude(there.getEnvelopeInternal());
        try {
            row.setBytes(1, GeoPackageShape.write(there, srs));
            int at = 2;
            for (LayerHead.Field field : head.fields()) {
                String value = attributes.get(field.name());
                boolean number = value != null && field.kind() == LayerHead.Kind.INTEGER;
                row.setObject(at++, number ? (Object) Long.valueOf(value) : value);
            }
            row.addBatch();
            if (++waiting == BATCH) {
                row.executeBatch();
                waiting = 0;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void end() throws SQLException {
        LayerHead head = layer;
        PreparedStatement row = insert;
        if (head == null || row == null) {
            return;
        }
        row.executeBatch();
        row.close();
        waiting = 0;
        if (!extent.isNull()) {
            execute(EXTENT, extent.getMinX(), extent.getMinY(), extent.getMaxX(), extent.getMaxY(), head.name());
        }
        layer = null;
    }

    @Override
    public void finish() {
        try {
            end();
            db.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            db.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = db.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("cannot write a GeoPackage", e);
    }
}
