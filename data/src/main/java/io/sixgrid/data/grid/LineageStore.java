package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.grid.Descent.Passed;
import io.sixgrid.data.grid.Difference.Changed;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.locationtech.jts.geom.Envelope;

/** Writes what became of codes and grids, in the caller's transaction: the ledger of codes, and where land went. */
final class LineageStore {
    private static final String FOREIGN = """
            select l.code, l.retired
            from revision r, unnest(:codes, :ids) as n (code, grid_id), code_ledger l
            where r.id = :revision and l.scheme_id = r.scheme_id and l.code = n.code and l.grid_id <> n.grid_id
            order by l.code limit 5
            """;
    private static final String ISSUE = """
            insert into code_ledger (scheme_id, code, grid_id, issued, revision)
            select r.scheme_id, n.code, n.grid_id, r.effective, r.id
            from unnest(:codes, :ids) as n (code, grid_id), revision r
            where r.id = :revision
            on conflict (scheme_id, code) do update set retired = null, reason = null, revision = excluded.revision
            """;
    private static final String RETIRE = """
            update code_ledger l set retired = r.effective, reason = n.reason, revision = r.id
            from unnest(:codes, :reasons) as n (code, reason), revision r
            where r.id = :revision and l.scheme_id = r.scheme_id and l.code = n.code
            """;
    private static final String LINEAGE = """
            insert into lineage (revision, kind, level, before_grid, before_code, after_grid, after_code,
                                 share_of_before, share_of_after, households, households_before, households_after,
                                 incidents, incidents_before, incidents_after)
            select :revision, n.*
            from unnest(:kinds, :levels, :beforeGrids, :beforeCodes, :afterGrids, :afterCodes, :sharesOfBefore,
                        :sharesOfAfter, :households, :householdsBefore, :householdsAfter, :incidents, :incidentsBefore,
                        :incidentsAfter) n
            """;
    // By index incident_place. Each once, however many envelopes it lies in.
    private static final String INCIDENTS = """
            select distinct i.id, ST_X(i.place) as lon, ST_Y(i.place) as lat
            from revision r
            cross join unnest(:west, :south, :east, :north) as e (west, south, east, north)
            join incident i on i.place && ST_MakeEnvelope(e.west, e.south, e.east, e.north, 4326)
             and i.occurred >= least(r.effective, r.recorded) - interval '12 months'
             and i.occurred < least(r.effective, r.recorded)
            where r.id = :revision
            """;
    private static final String RECODE = "recode";
    private static final int FETCHED = 5_000;

    private final Handle handle;
    private final long revision;

    LineageStore(Handle handle, long revision) {
        this.handle = handle;
        this.revision = revision;
    }

    private record Retirement(String code, String reason) {}

    /** Enters codes that their grids did not have before; CONFLICT when one was another grid's. */
    void issue(List<Grid> grids, Map<String, Long> ids) {
        var query = handle.createQuery(FOREIGN).bind("revision", revision);
        new Columns<>(query, grids).text("codes", Grid::code).bigint("ids", grid -> ids.get(grid.code()));
        List<String> foreign = query.map((row, context) -> row.getString("code")
                        + Optional.ofNullable(row.getTimestamp("retired"))
                                .map(retired -> " (until " + retired.toInstant() + ")")
                                .orElse(""))
                .list();
        if (!foreign.isEmpty()) {
            throw SixgridException.conflict(
                    "codes are never used again, and these were another grid's: " + String.join(", ", foreign));
        }
        var issue = handle.createUpdate(ISSUE).bind("revision", revision);
        new Columns<>(issue, grids).text("codes", Grid::code).bigint("ids", grid -> ids.get(grid.code()));
        issue.execute();
    }

    /** Retires the codes of grids that end, and those that their grids give up. */
    void retire(Difference difference, List<Lineage> lineage) {
        Map<String, String> reasons = lineage.stream()
                .filter(one -> one.before().isPresent() && one.kind() != Lineage.Kind.KEEP)
                .collect(Collectors.toMap(
                        one -> one.before().orElseThrow(), one -> one.kind().code(), (first, later) -> first));
        List<Retirement> retirements = new ArrayList<>();
        difference
                .retired()
                .forEach(grid -> retirements.add(
                        new Retirement(grid.code(), reasons.getOrDefault(grid.code(), Lineage.Kind.RETIRE.code()))));
        difference.changed().stream()
                .filter(Changed::recoded)
                .forEach(pair -> retirements.add(new Retirement(pair.before().code(), RECODE)));
        var update = handle.createUpdate(RETIRE).bind("revision", revision);
        new Columns<>(update, retirements).text("codes", Retirement::code).text("reasons", Retirement::reason);
        update.execute();
    }

    /** @param idsBefore by code before, {@code idsAfter} by code after */
    void record(LineageShares shares, Map<String, Long> idsBefore, Map<String, Long> idsAfter) {
        addIncidents(shares);
        var insert = handle.createUpdate(LINEAGE).bind("revision", revision);
        Columns<Descent> rows = new Columns<>(insert, shares.descents());
        rows.per(Descent::lineage)
                .text("kinds", one -> one.kind().code())
                .integer("levels", Lineage::level)
                .bigint("beforeGrids", one -> one.before().map(idsBefore::get).orElse(null))
                .text("beforeCodes", one -> one.before().orElse(null))
                .bigint("afterGrids", one -> one.after().map(idsAfter::get).orElse(null))
                .text("afterCodes", one -> one.after().orElse(null))
                .decimal("sharesOfBefore", Lineage::shareOfBefore)
                .decimal("sharesOfAfter", Lineage::shareOfAfter);
        passed(rows, "households", Descent::households);
        passed(rows, "incidents", Descent::incidents);
        insert.execute();
    }

    private static void passed(Columns<Descent> rows, String name, Function<Descent, Optional<Passed>> what) {
        rows.integer(name, one -> what.apply(one).map(Passed::amount).orElse(null))
                .integer(
                        name + "Before",
                        one -> what.apply(one).flatMap(Passed::before).orElse(null))
                .integer(
                        name + "After",
                        one -> what.apply(one).flatMap(Passed::after).orElse(null));
    }

    /** Of the twelve months before the revision takes effect, or is recorded where that is earlier. */
    private void addIncidents(LineageShares shares) {
        var query = handle.createQuery(INCIDENTS).bind("revision", revision);
        new Columns<>(query, shares.where())
                .decimal("west", Envelope::getMinX)
                .decimal("south", Envelope::getMinY)
                .decimal("east", Envelope::getMaxX)
                .decimal("north", Envelope::getMaxY);
        query.setFetchSize(FETCHED)
                .map((row, context) -> new LonLat(row.getDouble("lon"), row.getDouble("lat")))
                .useStream(places -> places.forEach(shares::addIncident));
    }

    /** What is worth recording: nothing of grids that stay as they are, and something of every one that comes or goes. */
    static List<Lineage> complete(List<Lineage> given, Difference difference) {
        Set<String> touched = new HashSet<>();
        difference.written().forEach(grid -> touched.add(grid.code()));
        List<Lineage> lineage = new ArrayList<>();
        Set<String> before = new HashSet<>();
        Set<String> after = new HashSet<>();
        for (Lineage one : given) {
            if (one.kind() != Lineage.Kind.KEEP
                    || one.after().map(touched::contains).orElse(true)) {
                lineage.add(one);
                one.before().ifPresent(before::add);
                one.after().ifPresent(after::add);
            }
        }
        difference.retired().stream()
                .filter(grid -> !before.contains(grid.code()))
                .forEach(grid -> lineage.add(new Lineage(
                        Lineage.Kind.RETIRE, grid.level(), Optional.of(grid.code()), Optional.empty(), 1, 0)));
        difference.changed().stream()
                .filter(pair -> pair.recoded() && !before.contains(pair.before().code()))
                .forEach(pair -> lineage.add(kept(pair)));
        difference.created().stream()
                .filter(grid -> !after.contains(grid.code()))
                .forEach(grid -> lineage.add(new Lineage(
                        Lineage.Kind.CREATE, grid.level(), Optional.empty(), Optional.of(grid.code()), 0, 1)));
        return lineage;
    }

    private static Lineage kept(Changed pair) {
        double before = pair.before().shape().getArea();
        double after = pair.after().shape().getArea();
        double both = pair.before().shape().intersection(pair.after().shape()).getArea();
        return new Lineage(
                Lineage.Kind.KEEP,
                pair.after().level(),
                Optional.of(pair.before().code()),
                Optional.of(pair.after().code()),
                Math.min(1, both / before),
                Math.min(1, both / after));
    }
}
