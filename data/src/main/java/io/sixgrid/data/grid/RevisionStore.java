package io.sixgrid.data.grid;

import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.change.ChangeStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All SQL that publishes boundaries, with {@link VersionStore} and {@link LineageStore}. */
public final class RevisionStore {
    private static final String SCHEME = """
            insert into scheme (code, name_zh, name_en, note_zh, note_en, is_default)
            values (:code, :nameZh, :nameEn, :noteZh, :noteEn, not exists (select from scheme where is_default))
            on conflict (code) do nothing
            returning id
            """;
    private static final String LEVEL = """
            insert into level (scheme_id, level, code, name_zh, name_en, tiling, min_width, min_area, sliver_width,
                               sliver_area, sliver_compactness, spike_angle, min_segment)
            values (:scheme, :number, :code, :nameZh, :nameEn, :tiling, :width, :area, :sliverWidth,
                    :sliverArea, :compactness, :angle, :segment)
            """;
    // One publisher at a time, for each scheme; readers are not held up.
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('sixgrid.publish'), :scheme)";
    private static final String NEWEST = "select coalesce(max(id), 0) from revision where scheme_id = :scheme";
    // The last moment, of the past or the future, at which anything changes as it is believed now.
    private static final String LAST_CHANGE = """
            select greatest(max(lower(valid)), max(upper(valid)))
            from (select valid from grid_version where scheme_id = :scheme and upper_inf(recorded)
                  union all
                  select valid from outline where scheme_id = :scheme and upper_inf(recorded)
                  union all
                  select valid from unassigned_face where scheme_id = :scheme and upper_inf(recorded)) v
            """;
    // Belief goes forward, whatever the machine's clock does.
    private static final String REVISION = """
            insert into revision (scheme_id, effective, recorded, author, reason, document, created, changed, retired)
            select :scheme, :effective, greatest(clock_timestamp(), max(recorded) + interval '1 microsecond'),
                   :author, :reason, :document, :created, :changed, :retired
            from revision where scheme_id = :scheme
            returning id
            """;
    // The first walk at its moment; later ones for what was committed meanwhile by a worker that did not know yet or
    // held
    // its batch for long, and for alerts that came late and are placed by the boundaries of their own time. Chains are
    // of
    // the default scheme.
    private static final String REPLACE = """
            insert into replacement (revision, subject, due)
            select r.id, subject, greatest(r.effective, r.recorded) + later
            from revision r join scheme s on s.id = r.scheme_id and s.is_default,
                 unnest(array['0', '5 s', '1 min', '10 min', '1 h', '1 day']::interval[]) later,
                 unnest(array['alert', 'incident', 'device']) subject
            where r.id = :revision
            order by later
            """;

    private final Jdbi jdbi;

    public RevisionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How many grids a revision touches. */
    private record Touched(int created, int changed, int retired) {}

    /**
     * Publishes the first boundaries of a new scheme, in one transaction.
     *
     * @return the number of the revision
     * @throws SixgridException (CONFLICT) when the scheme has boundaries already
     */
    public long found(Plan plan, Publication publication, Progress progress) {
        return jdbi.inTransaction(h -> {
            int scheme = insertScheme(h, plan.scheme());
            long revision = insertRevision(
                    h, scheme, publication, new Touched(plan.grids().size(), 0, 0));
            VersionStore versions = new VersionStore(h, revision, progress);
            versions.beginOutline(plan.outline());
            versions.beginFaces(plan.unassigned());
            Map<String, Long> ids = versions.identities(plan.grids());
            new LineageStore(h, revision).issue(plan.grids(), ids);
            versions.begin(plan.grids(), ids);
            h.createUpdate(REPLACE).bind("revision", revision).execute();
            ChangeStore.appendRevision(h, revision);
            return revision;
        });
    }

    /**
     * Publishes boundaries that follow those that were read, in one transaction. From {@code publication.effective()} on
     * they apply, which may be in the past or the future; versions that do not change are not touched.
     *
     * @return the number of the revision
     * @throws SixgridException (CONFLICT) when a newer revision was published since {@code before} was read, when
     *                          boundaries change after {@code before} or after {@code publication.effective()}, or
     *                          when a code was another grid's; (INVALID) when nothing changes
     */
    public long publish(Succession succession, Publication publication, Progress progress) {
        Difference difference = Difference.of(succession);
        if (difference.isEmpty()) {
            throw SixgridException.invalid("boundaries", "nothing changes: the boundaries are the published ones");
        }
        return jdbi.inTransaction(h -> {
            StoredPlan before = succession.before();
            h.createQuery(LOCK)
                    .bind("scheme", before.scheme().id())
                    .mapTo(String.class)
                    .findOne();
            requireNewest(h, before);
            requireLast(h, before, publication.effective());
            Touched touched = new Touched(
                    difference.created().size(),
                    difference.changed().size(),
                    difference.retired().size());
            long revision = insertRevision(h, before.scheme().id(), publication, touched);
            write(h, revision, succession, difference, progress);
            h.createUpdate(REPLACE).bind("revision", revision).execute();
            ChangeStore.appendRevision(h, revision);
            return revision;
        });
    }

    private static void write(
            Handle h, long revision, Succession succession, Difference difference, Progress progress) {
        Map<String, Long> idsBefore = succession.before().ids();
        VersionStore versions = new VersionStore(h, revision, progress);
        Map<String, Long> ids = new HashMap<>(versions.identities(difference.created()));
        succession.continues().forEach((after, before) -> ids.put(after, idsBefore.get(before)));

        LineageStore lineage = new LineageStore(h, revision);
        lineage.issue(difference.newCodes(), ids);
        List<Lineage> entries = LineageStore.complete(succession.lineage(), difference);
        lineage.retire(difference, entries);
        lineage.record(entries, idsBefore, ids);

        List<Long> ending = new ArrayList<>();
        difference
                .changed()
                .forEach(pair -> ending.add(idsBefore.get(pair.before().code())));
        difference.retired().forEach(grid -> ending.add(idsBefore.get(grid.code())));
        versions.end(ending);
        versions.begin(difference.written(), ids);
        difference.outline().ifPresent(outline -> {
            versions.endOutline();
            versions.beginOutline(outline);
        });
        versions.endFaces(difference.facesGone());
        versions.beginFaces(difference.facesNew());
        LineageSharesStore.write(h, revision);
    }

    private static void requireNewest(Handle h, StoredPlan before) {
        long newest = h.createQuery(NEWEST)
                .bind("scheme", before.scheme().id())
                .mapTo(Long.class)
                .one();
        if (newest != before.revision()) {
            throw SixgridException.conflict("revision " + newest + " was published since revision " + before.revision()
                    + " was read: look at the boundaries of now, and publish again");
        }
    }

    /** What follows is put after all that is published: nothing changes later, and nothing did since it was read. */
    private static void requireLast(Handle h, StoredPlan before, Instant effective) {
        Optional<Instant> last = h.createQuery(LAST_CHANGE)
                .bind("scheme", before.scheme().id())
                .mapTo(Instant.class)
                .findOne();
        last.ifPresent(moment -> {
            if (moment.isAfter(effective)) {
                throw SixgridException.conflict("boundaries already change at " + moment + ", after " + effective
                        + ": publish what applies from then on");
            }
            if (moment.isAfter(before.at())) {
                throw SixgridException.conflict("boundaries change at " + moment + ", after " + before.at()
                        + " for which they were read: read those of " + effective);
            }
        });
    }

    private static int insertScheme(Handle h, Scheme scheme) {
        int id = h.createQuery(SCHEME)
                .bindMethods(scheme)
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(() -> SixgridException.conflict("the scheme " + scheme.code() + " exists already"));
        for (Level level : scheme.levels()) {
            h.createUpdate(LEVEL)
                    .bind("scheme", id)
                    .bindMethods(level)
                    .bindMethods(level.limits())
                    .execute();
        }
        return id;
    }

    private static long insertRevision(Handle h, int scheme, Publication publication, Touched touched) {
        return h.createQuery(REVISION)
                .bind("scheme", scheme)
                .bind("created", touched.created())
                .bind("changed", touched.changed())
                .bind("retired", touched.retired())
                .bind("effective", publication.effective())
                .bind("author", publication.author())
                .bind("reason", publication.reason())
                .bind("document", publication.document())
                .mapTo(Long.class)
                .one();
    }
}
