package io.sixgrid.data.grid;

import io.sixgrid.data.Json;
import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.db.Ewkb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** All SQL that publishes boundaries. */
public final class RevisionStore {
    private static final String SCHEME = """
            insert into scheme (code, name_zh, name_en, note_zh, note_en, is_default)
            values (:code, :nameZh, :nameEn, :noteZh, :noteEn, not exists (select from scheme where is_default))
            on conflict (code) do nothing
            returning id
            """;
    private static final String LEVEL = """
            insert into level (scheme_id, level, code, name_zh, name_en, tiling)
            values (:scheme, :number, :code, :nameZh, :nameEn, :tiling)
            """;
    private static final String REVISION = """
            insert into revision (scheme_id, effective, author, reason, document)
            values (:scheme, :effective, :author, :reason, :document) returning id
            """;
    private static final String OUTLINE = """
            insert into outline (scheme_id, shape, valid, recorded, revision)
            select :scheme, :shape, tstzrange(:effective, null), tstzrange(recorded, null), id
            from revision where id = :revision
            """;
    private static final String UNASSIGNED = """
            insert into unassigned_face (scheme_id, shape, valid, recorded, revision)
            select :scheme, :shape, tstzrange(:effective, null), tstzrange(recorded, null), id
            from revision where id = :revision
            """;
    private static final String GRID_IDS = """
            insert into grid (scheme_id, level) select :scheme, level from unnest(:levels) level returning id
            """;
    private static final String VERSIONS = """
            insert into grid_version (grid_id, scheme_id, level, code, name, short_name, parent_id, people, households,
                                      area_class, attributes, shape, label, valid, recorded, revision)
            select g.id, r.scheme_id, g.level, g.code, g.name, g.short_name, nullif(g.parent, 0),
                   coalesce(string_to_array(nullif(g.people, ''), chr(31)), '{}'), nullif(g.households, -1),
                   nullif(g.area_class, ''), g.attributes::jsonb, g.shape::geometry, g.label::geometry,
                   tstzrange(r.effective, null), tstzrange(r.recorded, null), r.id
            from unnest(:ids, :levels, :codes, :names, :shortNames, :parents, :people, :households, :areaClasses,
                        :attributes, :shapes, :labels)
                 as g (id, level, code, name, short_name, parent, people, households, area_class, attributes, shape, label),
                 revision r
            where r.id = :revision
            """;
    private static final int BATCH = 2_000;
    private static final char UNIT_SEPARATOR = 31;

    private final Jdbi jdbi;

    public RevisionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Publishes the first boundaries of a new scheme, in one transaction.
     *
     * @return the number of the revision
     * @throws SixgridException (CONFLICT) when the scheme has boundaries already
     */
    public long found(Plan plan, Publication publication, Progress progress) {
        return jdbi.inTransaction(h -> {
            int scheme = insertScheme(h, plan.scheme());
            long revision = h.createQuery(REVISION)
                    .bind("scheme", scheme)
                    .bind("effective", publication.effective())
                    .bind("author", publication.author())
                    .bind("reason", publication.reason())
                    .bind("document", publication.document())
                    .mapTo(Long.class)
                    .one();
            insertLand(h, OUTLINE, plan.outline(), revision, publication, scheme);
            plan.unassigned().forEach(face -> insertLand(h, UNASSIGNED, face, revision, publication, scheme));
            insertGrids(h, plan, revision, scheme, progress);
            ChangeStore.appendRevision(h, revision);
            return revision;
        });
    }

    /**
     * Publishes boundaries that follow those in force, in one transaction. Versions that do not change are not touched.
     *
     * @return the number of the revision
     * @throws SixgridException (CONFLICT) when a newer revision was published since {@code before} was read, when
     *                          boundaries change by another one after {@code publication.effective()}, or when a code
     *                          belongs to another grid
     */
    public long publish(Succession succession, Publication publication, Progress progress) {
        if (succession.before().revision() >= 0) {
            throw SixgridException.unavailable("publishing is being written: " + publication.reason(), null);
        }
        progress.advance("storing grids", 0, 0);
        return 0;
    }

    private static int insertScheme(Handle h, Scheme scheme) {
        int id = h.createQuery(SCHEME)
                .bindMethods(scheme)
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(() -> SixgridException.conflict("the scheme " + scheme.code() + " exists already"));
        for (Level level : scheme.levels()) {
            h.createUpdate(LEVEL).bind("scheme", id).bindMethods(level).execute();
        }
        return id;
    }

    private static void insertLand(
            Handle h, String sql, Geometry shape, long revision, Publication publication, int scheme) {
        h.createUpdate(sql)
                .bind("scheme", scheme)
                .bind("shape", shape)
                .bind("effective", publication.effective())
                .bind("revision", revision)
                .execute();
    }

    private static void insertGrids(Handle h, Plan plan, long revision, int scheme, Progress progress) {
        Map<String, Long> ids = new HashMap<>();
        List<Grid> grids = plan.grids();
        for (int from = 0; from < grids.size(); from += BATCH) {
            List<Grid> batch = grids.subList(from, Math.min(grids.size(), from + BATCH));
            List<Long> batchIds = h.createQuery(GRID_IDS)
                    .bind("scheme", scheme)
                    .bindArray("levels", Integer.class, column(batch, Grid::level))
                    .mapTo(Long.class)
                    .list();
            for (int i = 0; i < batch.size(); i++) {
                ids.put(batch.get(i).code(), batchIds.get(i));
            }
            insertVersions(h, batch, ids, revision);
            progress.advance("storing grids", from + batch.size(), grids.size());
        }
    }

    private static void insertVersions(Handle h, List<Grid> batch, Map<String, Long> ids, long revision) {
        h.createUpdate(VERSIONS)
                .bind("revision", revision)
                .bindArray("ids", Long.class, column(batch, g -> ids.get(g.code())))
                .bindArray("levels", Integer.class, column(batch, Grid::level))
                .bindArray("codes", String.class, column(batch, Grid::code))
                .bindArray("names", String.class, column(batch, Grid::name))
                .bindArray("shortNames", String.class, column(batch, Grid::shortName))
                .bindArray("parents", Long.class, column(batch, g -> ids.getOrDefault(orElse(g.parent(), ""), 0L)))
                .bindArray(
                        "people",
                        String.class,
                        column(
                                batch,
                                g -> String.join(
                                        String.valueOf(UNIT_SEPARATOR),
                                        g.facts().people())))
                .bindArray(
                        "households",
                        Integer.class,
                        column(batch, g -> orElse(g.facts().households(), -1)))
                .bindArray(
                        "areaClasses",
                        String.class,
                        column(batch, g -> orElse(g.facts().areaClass(), "")))
                .bindArray(
                        "attributes",
                        String.class,
                        column(batch, g -> Json.text(g.facts().more())))
                .bind("shapes", Ewkb.array(batch.stream().map(Grid::shape).toList()))
                .bind(
                        "labels",
                        Ewkb.array(batch.stream()
                                .map(g -> LabelPoint.of(g.shape()))
                                .toList()))
                .execute();
    }

    private static <T> Object[] column(List<Grid> grids, Function<Grid, T> value) {
        return grids.stream().map(value).toArray();
    }

    private static <T> T orElse(@Nullable T value, T absent) {
        return value == null ? absent : value;
    }
}
