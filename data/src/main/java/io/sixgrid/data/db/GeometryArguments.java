package io.sixgrid.data.db;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.locationtech.jts.geom.Geometry;

/** Binds a geometry as EWKB. Into a geometry column as it is; inside a function write {@code :shape::geometry}. */
final class GeometryArguments extends AbstractArgumentFactory<Geometry> {
    GeometryArguments() {
        super(Types.BINARY);
    }

    @Override
    protected Argument build(Geometry value, ConfigRegistry config) {
        byte[] ewkb = Ewkb.of(value);
        return (position, statement, context) -> statement.setBytes(position, ewkb);
    }
}
