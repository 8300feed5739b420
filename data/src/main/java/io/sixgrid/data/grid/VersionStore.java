package io.sixgrid.data.grid;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.Json;
import io.sixgrid.data.Progress;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.db.Ewkb;
import io.sixgrid.data.grid.Written.Ending;
import io.sixgrid.data.grid.Written.Land;
import io.sixgrid.data.grid.Written.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.locationtech.jts.geom.Geometry;

/**
 * Writes identities and versions of grids, and the land around them, in the caller's transaction. What changes for a time
 * is kept as it was believed: the row's belief ends, copies of it are what was before that time and is after it, and another
 * row has the time.
 */
final class VersionStore {
    private static final String IDENTITIES = """
            insert into grid (scheme_id, level) select r.scheme_id, level from unnest(:levels) level, revision r
            where r.id = :revision returning id
            """;
    private static final String INSERT = """
            insert into grid_version (grid_id, scheme_id, level, code, name, short_name, parent_id, people, households,
                                      area_class, attributes, exclave, shape, label, valid, recorded, revision)
            select g.id, r.scheme_id, g.level, g.code, g.name, g.short_name, g.parent,
                   coalesce(string_to_array(nullif(g.people, ''), chr(31)), '{}'), g.households, g.area_class,
                   g.attributes::jsonb, g.exclave, g.shape::geometry, g.label::geometry,
                   tstzrange(g.since::timestamptz, g.until::timestamptz), tstzrange(r.recorded, null), r.id
            from unnest(:ids, :levels, :codes, :names, :shortNames, :parents, :people, :households, :areaClasses,
                        :attributes, :exclaves, :froms, :untils, :shapes, :labels)
                 as g (id, level, code, name, short_name, parent, people, households, area_class, attributes, exclave, since,
                       until, shape, label),
                 revision r
            where r.id = :revision
            """;
    // The slices of time in which each is not what it was.
    private static final String ENDING = """
            with ending as (
                select id, range_agg(tstzrange(since::timestamptz, until::timestamptz)) as slices
                from unnest(:ids, :froms, :untils) as x (id, since, until) group by id)
            """;
    // By index grid_version_grid.
    private static final String CLOSE = ENDING + """
            update grid_version v set recorded = tstzrange(lower(v.recorded), r.recorded)
            from ending x, revision r
            where r.id = :revision and v.grid_id = x.id and v.valid && x.slices and upper_inf(v.recorded)
            """;
    // What remains of it before and after the slices; what began with one and ended with it never was, as it is
    // believed
    // now. Who made it what it was stays known.
    private static final String CUT = ENDING + """
            insert into grid_version (grid_id, scheme_id, level, code, name, short_name, parent_id, people, households,
                                      area_class, attributes, exclave, shape, label, valid, recorded, revision)
            select v.grid_id, v.scheme_id, v.level, v.code, v.name, v.short_name, v.parent_id, v.people, v.households,
                   v.area_class, v.attributes, v.exclave, v.shape, v.label, remains, tstzrange(r.recorded, null), v.revision
            from ending x, revision r, grid_version v, unnest(tstzmultirange(v.valid) - x.slices) as remains
            where r.id = :revision and v.grid_id = x.id and v.valid && x.slices and upper(v.recorded) = r.recorded
            """;
    private static final String OUTLINE = """
            insert into outline (scheme_id, shape, valid, recorded, revision)
            select r.scheme_id, o.shape::geometry, tstzrange(o.since::timestamptz, o.until::timestamptz),
                   tstzrange(r.recorded, null), r.id
            from unnest(:froms, :untils, :shapes) as o (since, until, shape), revision r where r.id = :revision
            """;
    private static final String ENDING_OUTLINE = """
            with ending as (
                select range_agg(tstzrange(since::timestamptz, until::timestamptz)) as slices
                from unnest(:froms, :untils) as x (since, until))
            """;
    private static final String CLOSE_OUTLINE = ENDING_OUTLINE + """
            update outline o set recorded = tstzrange(lower(o.recorded), r.recorded)
            from ending x, revision r
            where r.id = :revision and o.scheme_id = r.scheme_id and o.valid && x.slices and upper_inf(o.recorded)
            """;
    private static final String CUT_OUTLINE = ENDING_OUTLINE + """
            insert into outline (scheme_id, shape, valid, recorded, revision)
            select o.scheme_id, o.shape, remains, tstzrange(r.recorded, null), o.revision
            from ending x, revision r join outline o on o.scheme_id = r.scheme_id,
                 unnest(tstzmultirange(o.valid) - x.slices) as remains
            where r.id = :revision and o.valid && x.slices and upper(o.recorded) = r.recorded
            """;
    private static final String FACES = """
            insert into unassigned_face (scheme_id, shape, valid, recorded, revision)
            select r.scheme_id, f.shape::geometry, tstzrange(f.since::timestamptz, f.until::timestamptz),
                   tstzrange(r.recorded, null), r.id
            from unnest(:froms, :untils, :shapes) as f (since, until, shape), revision r where r.id = :revision
            """;
    // Equal geometries have the same vertices in the same order.
    private static final String ENDING_FACES = """
            with ending as (
                select shape::geometry as shape, range_agg(tstzrange(since::timestamptz, until::timestamptz)) as slices
                from unnest(:froms, :untils, :shapes) as f (since, until, shape) group by 1)
            """;
    private static final String CLOSE_FACES = ENDING_FACES + """
            update unassigned_face u set recorded = tstzrange(lower(u.recorded), r.recorded)
            from ending x, revision r
            where r.id = :revision and u.scheme_id = r.scheme_id and u.shape = x.shape and u.valid && x.slices
              and upper_inf(u.recorded)
            """;
    private static final String CUT_FACES = ENDING_FACES + """
            insert into unassigned_face (scheme_id, shape, valid, recorded, revision)
            select u.scheme_id, u.shape, remains, tstzrange(r.recorded, null), u.revision
            from ending x, revision r join unassigned_face u on u.scheme_id = r.scheme_id,
                 unnest(tstzmultirange(u.valid) - x.slices) as remains
            where r.id = :revision and u.shape = x.shape and u.valid && x.slices and upper(u.recorded) = r.recorded
            """;
    private static final int BATCH = 2_000;
    private static final String UNIT_SEPARATOR = "\u001f";

    private final Handle handle;
    private final long revision;
    private final Progress progress;

    /** @param revision the revision that writes; its moments are those of all its rows */
    VersionStore(Handle handle, long revision, Progress progress) {
        this.handle = handle;
        this.revision = revision;
        this.progress = progress;
    }

    /** Gives each grid an identity of its own; answers them by code. */
    Map<String, Long> identities(List<Grid> grids) {
        Map<String, Long> ids = new HashMap<>();
        if (!grids.isEmpty()) {
            var insert = handle.createQuery(IDENTITIES).bind("revision", revision);
            new Columns<>(insert, grids).integer("levels", Grid::level);
            List<Long> made = insert.mapTo(Long.class).list();
            for (int i = 0; i < made.size(); i++) {
                ids.put(grids.get(i).code(), made.get(i));
            }
        }
        return ids;
    }

    void begin(List<Version> versions) {
        for (int from = 0; from < versions.size(); from += BATCH) {
            insert(versions.subList(from, Math.min(versions.size(), from + BATCH)));
            progress.advance("storing grids", Math.min(versions.size(), from + BATCH), versions.size());
        }
    }

    /** What those grids were ends for those times; before and after them they are what they were. */
    void end(List<Ending> endings) {
        // All times of a grid at once: what remains of it is found once.
        Map<Long, List<Ending>> byGrid = new LinkedHashMap<>();
        endings.forEach(
                one -> byGrid.computeIfAbsent(one.id(), id -> new ArrayList<>()).add(one));
        List<Long> ids = List.copyOf(byGrid.keySet());
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<Long> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
            List<Ending> rows = batch.stream()
                    .flatMap(id -> requireNonNull(byGrid.get(id)).stream())
                    .toList();
            int closed = endBatch(CLOSE, rows);
            if (closed < batch.size()) {
                throw new IllegalStateException(batch.size() + " grids end and " + closed + " of them were there");
            }
            endBatch(CUT, rows);
            progress.advance("closing former grids", from + batch.size(), ids.size());
        }
    }

    private int endBatch(String sql, List<Ending> rows) {
        Update update = handle.createUpdate(sql).bind("revision", revision);
        new Columns<>(update, rows)
                .bigint("ids", Ending::id)
                .moment("froms", Ending::from)
                .moment("untils", Ending::until);
        return update.execute();
    }

    /** Outlines, each for its time, instead of whatever was there then. */
    void outlines(List<Land> outlines) {
        if (!outlines.isEmpty()) {
            times(CLOSE_OUTLINE, outlines).execute();
            times(CUT_OUTLINE, outlines).execute();
            lands(OUTLINE, outlines);
        }
    }

    void beginFaces(List<Land> faces) {
        lands(FACES, faces);
    }

    void endFaces(List<Land> faces) {
        long there = faces.stream().map(Land::shape).distinct().count();
        int closed = lands(CLOSE_FACES, faces);
        if (closed < there) {
            throw new IllegalStateException(there + " unassigned faces end and " + closed + " of them were there");
        }
        lands(CUT_FACES, faces);
    }

    private int lands(String sql, List<Land> lands) {
        return lands.isEmpty()
                ? 0
                : times(sql, lands)
                        .bind(
                                "shapes",
                                Ewkb.array(lands.stream().map(Land::shape).toList()))
                        .execute();
    }

    private Update times(String sql, List<Land> lands) {
        Update update = handle.createUpdate(sql).bind("revision", revision);
        new Columns<>(update, lands).moment("froms", Land::from).moment("untils", Land::until);
        return update;
    }

    private void insert(List<Version> batch) {
        List<Grid> grids = batch.stream().map(Version::grid).toList();
        Update insert = handle.createUpdate(INSERT)
                .bind("revision", revision)
                .bind("shapes", Ewkb.array(grids.stream().map(Grid::shape).toList()))
                .bind("labels", Ewkb.array(labels(grids)));
        new Columns<>(insert, batch)
                .bigint("ids", Version::id)
                .bigint("parents", Version::parent)
                .moment("froms", Version::from)
                .moment("untils", Version::until)
                .per(Version::grid)
                .integer("levels", Grid::level)
                .text("codes", Grid::code)
                .text("names", Grid::name)
                .text("shortNames", Grid::shortName)
                .per(Grid::facts)
                .text("people", facts -> String.join(UNIT_SEPARATOR, facts.people()))
                .integer("households", Grid.Facts::households)
                .text("areaClasses", Grid.Facts::areaClass)
                .text("attributes", facts -> Json.text(facts.more()))
                .text("exclaves", Grid.Facts::exclave);
        insert.execute();
    }

    /** Finding them takes longer than writing everything else, and each is by itself. */
    private static List<Geometry> labels(List<Grid> grids) {
        List<Geometry> labels = new ArrayList<>(grids.size());
        labels.addAll(
                grids.parallelStream().map(grid -> LabelPoint.of(grid.shape())).toList());
        return labels;
    }
}
