package io.sixgrid.data.db;

import io.sixgrid.data.place.Lattice;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/** Reads a column written {@code ST_AsEWKB(shape)}, bit for bit. */
final class GeometryMapper implements ColumnMapper<Geometry> {
    @Override
    public @Nullable Geometry map(ResultSet row, int column, StatementContext context) throws SQLException {
        byte[] ewkb = row.getBytes(column);
        if (ewkb == null) {
            return null;
        }
        try {
            return new WKBReader(Lattice.FACTORY).read(ewkb);
        } catch (ParseException e) {
            throw new SQLException("not EWKB in column " + column, e);
        }
    }
}
