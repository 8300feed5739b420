package io.sixgrid.data.grid;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.GridStore.StoredScheme;
import java.time.Instant;
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
            versions.outlines(List.of(new Written.Land(plan.outline(), publication.effective(), null)));
            versions.beginFaces(Written.lasting(plan.unassigned(), publication.effective()));
            Map<String, Long> ids = versions.identities(plan.grids());
            new LineageStore(h, revision).issue(plan.grids(), ids);
            versions.begin(plan.grids().stream()
                    .map(grid -> new Written.Version(
                            requireNonNull(ids.get(grid.code())),
                            grid.parent() == null ? null : ids.get(grid.parent()),
                            grid,
                            publication.effective(),
                            null))
                    .toList());
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
        StoredPlan before = succession.before();
        Slice slice = Slice.of(succession, difference, publication.effective());
        Prepared prepared = new Prepared(new Amendment(before, List.of(slice)));
        return jdbi.inTransaction(h -> {
            if (!hold(h, before.scheme(), before.revision())) {
                throw SixgridException.conflict(
                        "revision " + newest(h, before.scheme()) + " was published since revision " + before.revision()
                                + " was read: look at the boundaries of now, and publish again");
            }
            requireLast(h, before, publication.effective());
            return write(h, prepared, publication, progress);
        });
    }

    /**
     * Lets nobody else publish in the scheme until the transaction ends.
     *
     * @return whether {@code revision} is still the newest
     */
    public static boolean hold(Handle h, StoredScheme scheme, long revision) {
        h.createQuery(LOCK).bind("scheme", scheme.id()).mapTo(String.class).findOne();
        return newest(h, scheme) == revision;
    }

    /**
     * Writes a revision in the transaction of the caller, who {@link #hold}s the scheme and proved every slice.
     *
     * @return the number of the revision
     * @throws SixgridException (CONFLICT) when a code was another grid's
     */
    public static long write(Handle h, Prepared prepared, Publication publication, Progress progress) {
        Amendment amendment = prepared.amendment();
        List<Grid> created = amendment.created();
        long revision = insertRevision(
                h,
                amendment.before().scheme().id(),
                publication,
                new Touched(created.size(), amendment.changed(), amendment.retired()));
        VersionStore versions = new VersionStore(h, revision, progress);
        Map<String, Long> made = versions.identities(created);
        Map<String, Long> after = amendment.idsAfter(made);
        LineageStore ledger = new LineageStore(h, revision);
        List<Lineage> lineage = prepared.shares().lineage();
        ledger.issue(amendment.newCodes(), after);
        amendment.slices().forEach(slice -> ledger.retire(slice.difference(), lineage));
        ledger.record(prepared.shares(), amendment.idsBefore(), after);

        Written written = new Written(amendment, made);
        versions.end(written.endings());
        versions.begin(written.versions());
        versions.outlines(written.outlines());
        versions.endFaces(written.facesGone());
        versions.beginFaces(written.facesNew());
        h.createUpdate(REPLACE).bind("revision", revision).execute();
        ChangeStore.appendRevision(h, revision);
        return revision;
    }

    private static long newest(Handle h, StoredScheme scheme) {
        return h.createQuery(NEWEST)
                .bind("scheme", scheme.id())
                .mapTo(Long.class)
                .one();
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
