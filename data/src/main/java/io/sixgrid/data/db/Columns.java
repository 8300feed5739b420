package io.sixgrid.data.db;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Binds rows column by column, as {@code insert .. select .. from unnest(:a, :b)} wants them: one statement and one
 * plan for any number of rows. Used by one thread, for one statement.
 *
 * @param <T> a row
 */
public final class Columns<T> {
    private final SqlStatement<?> statement;
    private final List<T> rows;
    private final Moments moments = new Moments();

    public Columns(SqlStatement<?> statement, Collection<T> rows) {
        this.statement = statement;
        this.rows = List.copyOf(rows);
    }

    public Columns<T> text(String name, Function<T, @Nullable String> value) {
        return bind(name, "text", new @Nullable String[rows.size()], value);
    }

    public Columns<T> bigint(String name, Function<T, @Nullable Long> value) {
        return bind(name, "int8", new @Nullable Long[rows.size()], value);
    }

    public Columns<T> integer(String name, Function<T, @Nullable Integer> value) {
        return bind(name, "int4", new @Nullable Integer[rows.size()], value);
    }

    public Columns<T> decimal(String name, Function<T, @Nullable Double> value) {
        return bind(name, "float8", new @Nullable Double[rows.size()], value);
    }

    public Columns<T> bool(String name, Function<T, @Nullable Boolean> value) {
        return bind(name, "bool", new @Nullable Boolean[rows.size()], value);
    }

    public Columns<T> bytes(String name, Function<T, byte[]> value) {
        byte[][] column = new byte[rows.size()][];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return bind(name, "bytea", column);
    }

    /** As text: write {@code :name::timestamptz[]}. A moment finer than a microsecond is rounded by PostgreSQL. */
    public Columns<T> moment(String name, Function<T, @Nullable Instant> value) {
        return text(name, row -> {
            Instant moment = value.apply(row);
            return moment == null ? null : moments.write(moment);
        });
    }

    /** Ids a row, as text because an array of arrays must not be ragged: write {@code x.name::bigint[]}. */
    public Columns<T> ids(String name, Function<T, List<Long>> value) {
        return text(
                name, row -> value.apply(row).stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")));
    }

    /** Columns of a part of each row, for the same statement. */
    public <P> Columns<P> per(Function<T, P> part) {
        return new Columns<>(statement, rows.stream().map(part).toList());
    }

    /** A typed array: the driver sends those in binary, and an {@code Object[]} as text that it escapes. */
    private <V> Columns<T> bind(String name, String type, @Nullable V[] column, Function<T, @Nullable V> value) {
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return bind(name, type, column);
    }

    private Columns<T> bind(String name, String type, @Nullable Object[] column) {
        Argument argument = (position, prepared, context) ->
                prepared.setArray(position, prepared.getConnection().createArrayOf(type, column));
        statement.bind(name, argument);
        return this;
    }
}
