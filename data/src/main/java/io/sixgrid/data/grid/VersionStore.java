package io.sixgrid.data.grid;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.Json;
import io.sixgrid.data.Progress;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.db.Ewkb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * Writes identities and versions of grids, and the land around them, in the caller's transaction. What changes is kept
 * as it was believed: the row's belief ends, a copy of it ends at the moment of the revision, and another begins there.
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
                   tstzrange(r.effective, null), tstzrange(r.recorded, null), r.id
            from unnest(:ids, :levels, :codes, :names, :shortNames, :parents, :people, :households, :areaClasses,
                        :attributes, :exclaves, :shapes, :labels)
                 as g (id, level, code, name, short_name, parent, people, households, area_class, attributes, exclave, shape,
                       label),
                 revision r
            where r.id = :revision
            """;
    // By index grid_version_grid.
    private static final String CLOSE = """
            update grid_version v set recorded = tstzrange(lower(v.recorded), r.recorded)
            from unnest(:ids) as x (id), revision r
            where r.id = :revision and v.grid_id = x.id and v.valid @> r.effective and upper_inf(v.recorded)
            """;
    // What began at this very moment never was, as it is believed now.
    private static final String CUT = """
            insert into grid_version (grid_id, scheme_id, level, code, name, short_name, parent_id, people, households,
                                      area_class, attributes, exclave, shape, label, valid, recorded, revision)
            select v.grid_id, v.scheme_id, v.level, v.code, v.name, v.short_name, v.parent_id, v.people, v.households,
                   v.area_class, v.attributes, v.exclave, v.shape, v.label,
                   tstzrange(lower(v.valid), r.effective), tstzrange(r.recorded, null), r.id
            from unnest(:ids) as x (id), revision r, grid_version v
            where r.id = :revision and v.grid_id = x.id and v.valid @> r.effective and upper(v.recorded) = r.recorded
              and (lower_inf(v.valid) or lower(v.valid) < r.effective)
            """;
    private static final String OUTLINE = """
            insert into outline (scheme_id, shape, valid, recorded, revision)
            select scheme_id, :shape, tstzrange(effective, null), tstzrange(recorded, null), id
            from revision where id = :revision
            """;
    private static final String CLOSE_OUTLINE = """
            update outline o set recorded = tstzrange(lower(o.recorded), r.recorded)
            from revision r
            where r.id = :revision and o.scheme_id = r.scheme_id and o.valid @> r.effective and upper_inf(o.recorded)
            """;
    private static final String CUT_OUTLINE = """
            insert into outline (scheme_id, shape, valid, recorded, revision)
            select o.scheme_id, o.shape, tstzrange(lower(o.valid), r.effective), tstzrange(r.recorded, null), r.id
            from revision r join outline o on o.scheme_id = r.scheme_id
            where r.id = :revision and o.valid @> r.effective and upper(o.recorded) = r.recorded
              and (lower_inf(o.valid) or lower(o.valid) < r.effective)
            """;
    private static final String FACES = """
            insert into unassigned_face (scheme_id, shape, valid, recorded, revision)
            select r.scheme_id, f.shape::geometry, tstzrange(r.effective, null), tstzrange(r.recorded, null), r.id
            from unnest(:shapes) as f (shape), revision r where r.id = :revision
            """;
    // Equal geometries have the same vertices in the same order.
    private static final String CLOSE_FACES = """
            update unassigned_face u set recorded = tstzrange(lower(u.recorded), r.recorded)
            from unnest(:shapes) as f (shape), revision r
            where r.id = :revision and u.scheme_id = r.scheme_id and u.shape = f.shape::geometry
              and u.valid @> r.effective and upper_inf(u.recorded)
            """;
    private static final String CUT_FACES = """
            insert into unassigned_face (scheme_id, shape, valid, recorded, revision)
            select u.scheme_id, u.shape, tstzrange(lower(u.valid), r.effective), tstzrange(r.recorded, null), r.id
            from revision r join unassigned_face u on u.scheme_id = r.scheme_id
            where r.id = :revision and u.valid @> r.effective and upper(u.recorded) = r.recorded
              and (lower_inf(u.valid) or lower(u.valid) < r.effective)
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

    /** What each grid is from the moment of the revision on. */
    void begin(List<Grid> grids, Map<String, Long> ids) {
        for (int from = 0; from < grids.size(); from += BATCH) {
            insert(grids.subList(from, Math.min(grids.size(), from + BATCH)), ids);
            progress.advance("storing grids", Math.min(grids.size(), from + BATCH), grids.size());
        }
    }

    /** What those grids were ends at the moment of the revision. */
    void end(List<Long> ids) {
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<Long> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
            int closed = endBatch(CLOSE, batch);
            if (closed != batch.size()) {
                throw new IllegalStateException(batch.size() + " grids end and " + closed + " of them were there");
            }
            endBatch(CUT, batch);
            progress.advance("closing former grids", from + batch.size(), ids.size());
        }
    }

    private int endBatch(String sql, List<Long> ids) {
        return handle.createUpdate(sql)
                .bind("revision", revision)
                .bindArray("ids", Long.class, ids.toArray())
                .execute();
    }

    void beginOutline(Geometry outline) {
        handle.createUpdate(OUTLINE)
                .bind("revision", revision)
                .bind("shape", outline)
                .execute();
    }

    void endOutline() {
        handle.createUpdate(CLOSE_OUTLINE).bind("revision", revision).execute();
        handle.createUpdate(CUT_OUTLINE).bind("revision", revision).execute();
    }

    void beginFaces(Collection<Polygon> faces) {
        faces(FACES, faces);
    }

    void endFaces(Collection<Polygon> faces) {
        faces(CLOSE_FACES, faces);
        if (!faces.isEmpty()) {
            handle.createUpdate(CUT_FACES).bind("revision", revision).execute();
        }
    }

    private void faces(String sql, Collection<Polygon> faces) {
        if (!faces.isEmpty()) {
            handle.createUpdate(sql)
                    .bind("revision", revision)
                    .bind("shapes", Ewkb.array(faces))
                    .execute();
        }
    }

    private void insert(List<Grid> batch, Map<String, Long> ids) {
        Update insert = handle.createUpdate(INSERT)
                .bind("revision", revision)
                .bind("shapes", Ewkb.array(batch.stream().map(Grid::shape).toList()))
                .bind("labels", Ewkb.array(labels(batch)));
        new Columns<>(insert, batch)
                .bigint("ids", grid -> requireNonNull(ids.get(grid.code())))
                .integer("levels", Grid::level)
                .text("codes", Grid::code)
                .text("names", Grid::name)
                .text("shortNames", Grid::shortName)
                .bigint("parents", grid -> parent(grid, ids))
                .per(Grid::facts)
                .text("people", facts -> String.join(UNIT_SEPARATOR, facts.people()))
                .integer("households", Grid.Facts::households)
                .text("areaClasses", Grid.Facts::areaClass)
                .text("attributes", facts -> Json.text(facts.more()))
                .text("exclaves", Grid.Facts::exclave);
        insert.execute();
    }

    private static @Nullable Long parent(Grid grid, Map<String, Long> ids) {
        return Optional.ofNullable(grid.parent())
                .map(code -> requireNonNull(ids.get(code), code))
                .orElse(null);
    }

    /** Finding them takes longer than writing everything else, and each is by itself. */
    private static List<Geometry> labels(List<Grid> grids) {
        List<Geometry> labels = new ArrayList<>(grids.size());
        labels.addAll(
                grids.parallelStream().map(grid -> LabelPoint.of(grid.shape())).toList());
        return labels;
    }
}
