package io.sixgrid.data.replacement;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.place.Placement;
import io.sixgrid.data.place.PlacementStore;
import io.sixgrid.data.replacement.StandingStore.Kind;
import io.sixgrid.data.replacement.Thing.Found;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Places what stands again when a revision takes effect: devices, open alerts and open incidents whose chain differs get
 * a further placement and show it; closed ones keep theirs. Each revision asks for some walks through all of them, the
 * first at its moment, later ones for what came meanwhile. By whichever process is there, some at a time; safe for use
 * by several threads and processes.
 */
public final class ReplacementStore {
    private static final String ASK = """
            insert into replacement (revision, subject, due)
            select max(r.id), 'alert', clock_timestamp()
            from alert a
            join revision r on r.effective > a.opened and r.effective <= clock_timestamp()
            join scheme s on s.id = r.scheme_id and s.is_default
            where a.id = any(:alerts) and a.state = 'open'
            having count(*) > 0
            """;
    private static final String TAKE = """
            select w.id, w.subject, w.after
            from replacement w join revision r on r.id = w.revision join scheme s on s.id = r.scheme_id
            where w.due <= :now and w.revision <= :known and s.code = :scheme
            order by w.due, w.id limit 1 for update of w skip locked
            """;
    private static final String MOVE_ON = "update replacement set after = :after where id = :id";
    private static final String DONE = "delete from replacement where id = :id";

    /** Looked at in a transaction, and changed in it: what is changed stays locked until its end. */
    private static final int LOOKED_AT = 5_000;

    private static final int CHANGED = 500;

    private final Jdbi jdbi;
    private final Boundaries boundaries;
    private final Clock clock;

    public ReplacementStore(Jdbi jdbi, Boundaries boundaries, Clock clock) {
        this.jdbi = jdbi;
        this.boundaries = boundaries;
        this.clock = clock;
    }

    /**
     * A walk through all things of a kind.
     *
     * @param after it came to this id
     */
    private record Walk(long id, Kind kind, long after) {}

    /**
     * To be told in the transaction of whoever placed alerts by the boundaries of their own time: open ones for which
     * boundaries changed since then are placed again by those of now.
     */
    public static void ask(Handle handle, Collection<Long> alerts) {
        handle.createUpdate(ASK)
                .bindArray("alerts", Long.class, alerts.toArray())
                .execute();
    }

    /** Goes on until nothing is due, or {@code turns} transactions were made; answers how many. */
    public int work(int turns) {
        int made = 0;
        while (made < turns && turn(clock.instant())) {
            made++;
        }
        return made;
    }

    /** Takes a step of a walk that is due and that nobody else is at, in one transaction; false when there is none. */
    private boolean turn(Instant now) {
        return jdbi.inTransaction(handle -> {
            Optional<Walk> due = handle.createQuery(TAKE)
                    .bind("now", now)
                    .bind("known", boundaries.revision())
                    .bind("scheme", boundaries.scheme().code())
                    .map((row, context) -> new Walk(
                            row.getLong("id"),
                            Kind.valueOf(row.getString("subject").toUpperCase(Locale.ROOT)),
                            row.getLong("after")))
                    .findOne();
            due.ifPresent(walk -> {
                long after = step(handle, walk, now);
                var update = handle.createUpdate(after < 0 ? DONE : MOVE_ON).bind("id", walk.id());
                if (after >= 0) {
                    update.bind("after", after);
                }
                update.execute();
            });
            return due.isPresent();
        });
    }

    /** A step; answers where it came to, negative at its end. */
    private long step(Handle handle, Walk walk, Instant now) {
        List<Thing> things = StandingStore.after(handle, walk.kind(), walk.after(), LOOKED_AT);
        Map<Long, Thing> wrong = new LinkedHashMap<>();
        for (Thing thing : things) {
            if (thing.elsewhere(boundaries, now).isPresent()) {
                wrong.put(thing.id(), thing);
                if (wrong.size() == CHANGED) {
                    replace(handle, walk.kind(), List.copyOf(wrong.values()), now);
                    return thing.id();
                }
            }
        }
        if (!wrong.isEmpty()) {
            replace(handle, walk.kind(), List.copyOf(wrong.values()), now);
        }
        return things.size() < LOOKED_AT ? -1 : things.get(LOOKED_AT - 1).id();
    }

    private void replace(Handle handle, Kind kind, List<Thing> wrong, Instant now) {
        Map<Thing, Found> elsewhere = new LinkedHashMap<>();
        for (Thing thing : StandingStore.lock(handle, kind, wrong)) {
            thing.elsewhere(boundaries, now).ifPresent(found -> elsewhere.put(thing, found));
        }
        if (elsewhere.isEmpty()) {
            return;
        }
        PlacementStore.add(handle, placements(handle, kind, elsewhere, now));
        StandingStore.show(handle, kind, elsewhere);
        List<Long> ids = elsewhere.keySet().stream().map(Thing::id).toList();
        switch (kind) {
            case ALERT -> ChangeStore.append(handle, List.of(), ids, List.of(), List.of());
            case INCIDENT -> ChangeStore.append(handle, List.of(), List.of(), ids, List.of());
            case DEVICE ->
                ChangeStore.append(
                        handle,
                        List.of(),
                        List.of(),
                        List.of(),
                        elsewhere.keySet().stream().map(Thing::device).toList());
        }
    }

    private List<Placement> placements(Handle handle, Kind kind, Map<Thing, Found> elsewhere, Instant now) {
        List<Placement> placements = new ArrayList<>();
        switch (kind) {
            // What is placed are events; an alert shows where one of them is.
            case ALERT ->
                StandingStore.events(handle, elsewhere)
                        .forEach((thing, events) -> events.forEach(event -> placements.add(requireNonNull(
                                        elsewhere.get(thing))
                                .placement(
                                        Placement.Subject.EVENT, event, thing.from(boundaries, now), thing.place()))));
            case INCIDENT ->
                elsewhere.forEach((thing, found) -> placements.add(found.placement(
                        Placement.Subject.INCIDENT, thing.id(), thing.from(boundaries, now), thing.place())));
            case DEVICE ->
                elsewhere.forEach((thing, found) -> placements.add(found.placement(
                        Placement.Subject.DEVICE, thing.id(), thing.from(boundaries, now), thing.place())));
        }
        return placements;
    }
}
