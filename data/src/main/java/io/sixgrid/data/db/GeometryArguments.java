package io.sixgrid.data.db;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/** Binds a geometry as EWKB. Into a geometry column as it is; inside a function write {@code :shape::geometry}. */
final class GeometryArguments extends AbstractArgumentFactory<Geometry> {
    GeometryArguments() {
        super(Types.BINARY);
    }

    @Override
    protected Argument build(Geometry value, ConfigRegistry config) {
        byte[] ewkb = ewkb(value);
        return (position, statement, context) -> statement.setBytes(position, ewkb);
    }

    /** Extended WKB with SRID, as PostGIS reads it; for batches through {@code unnest(:shapes::bytea[])}. */
    static byte[] ewkb(Geometry value) {
        return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, true).write(value);
    }
}
