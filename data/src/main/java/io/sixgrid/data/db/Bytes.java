package io.sixgrid.data.db;

import java.util.Collection;
import org.jdbi.v3.core.argument.Argument;

/** Byte strings as one {@code bytea[]} parameter, which JDBI's {@code bindArray} cannot give to the PostgreSQL driver. */
public final class Bytes {
    private Bytes() {}

    /** Bind it with {@code bind(name, Bytes.array(values))}. */
    public static Argument array(Collection<byte[]> values) {
        byte[][] elements = values.toArray(byte[][]::new);
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("bytea", elements));
    }
}
