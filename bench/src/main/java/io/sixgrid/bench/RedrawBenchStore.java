package io.sixgrid.bench;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What the bench of drafts asks of its database. */
final class RedrawBenchStore {
    private static final String FLOOR = """
            create table if not exists bench_floor (id bigint generated always as identity primary key, edit jsonb not null)
            """;
    private static final String EDIT = "select edit::text from draft_operation where draft_id = :draft and seq = :seq";
    private static final String POINTS = """
            select ST_X(p.geom) as lon, ST_Y(p.geom) as lat
            from (select o.shape from outline o join scheme s on s.id = o.scheme_id and s.is_default
                  where upper_inf(o.recorded) order by o.id limit 1) o,
                 ST_Dump(ST_GeneratePoints(o.shape, :count, 1)) p
            """;
    private static final String CLOSE = """
            update incident set state = 'closed', closed = occurred + interval '1 day', closed_by = 'bench'
            where id % 50 <> 0
            """;

    private static final String INCIDENTS = "select count(*) from incident";

    private final Jdbi jdbi;

    RedrawBenchStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void prepareFloor() {
        jdbi.useHandle(handle -> handle.execute(FLOOR));
    }

    /** The edit of an operation as it is stored. */
    String edit(long draft, int seq) {
        return jdbi.withHandle(handle -> handle.createQuery(EDIT)
                .bind("draft", draft)
                .bind("seq", seq)
                .mapTo(String.class)
                .one());
    }

    /** The least that an operation can cost: a connection, one row with all that it changed, and a commit. */
    void floor(String edit) {
        jdbi.useTransaction(handle -> handle.execute("insert into bench_floor (edit) values (?::jsonb)", edit));
    }

    /** Points anywhere in the outline: longitude and latitude in turn. */
    List<double[]> points(int count) {
        return jdbi.withHandle(handle -> handle.createQuery(POINTS)
                .bind("count", count)
                .map((row, context) -> new double[] {row.getDouble("lon"), row.getDouble("lat")})
                .list());
    }

    /** All but one in fifty are closed, as after a year. */
    void closeMost() {
        jdbi.useTransaction(RedrawBenchStore::closeMost);
    }

    private static void closeMost(Handle handle) {
        handle.execute(CLOSE);
    }

    int incidents() {
        return jdbi.withHandle(
                handle -> handle.createQuery(INCIDENTS).mapTo(Integer.class).one());
    }

    void analyze() {
        jdbi.useHandle(handle -> handle.execute("analyze"));
    }
}
