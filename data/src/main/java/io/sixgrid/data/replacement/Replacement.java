package io.sixgrid.data.replacement;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.place.Placement;
import io.sixgrid.data.place.PlacementStore;
import io.sixgrid.data.replacement.ReplacementStore.Walk;
import io.sixgrid.data.replacement.Thing.Found;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Places what stands again when a revision takes effect: devices, open alerts and open incidents whose chain differs get
 * a further placement and show it; closed ones keep theirs. Each revision asks for some walks through all of them, the
 * first at its moment, later ones for what came meanwhile. By whichever process is there, some at a time; safe for use
 * by several threads and processes.
 */
public final class Replacement {
    /** Looked at in a transaction, and changed in it: what is changed stays locked until its end. */
    private static final int LOOKED_AT = 5_000;

    private static final int CHANGED = 500;

    private final ReplacementStore store;
    private final Boundaries boundaries;
    private final Clock clock;

    public Replacement(ReplacementStore store, Boundaries boundaries, Clock clock) {
        this.store = store;
        this.boundaries = boundaries;
        this.clock = clock;
    }

    /** Goes on until nothing is due, or {@code turns} transactions were made; answers how many. */
    public int work(int turns) {
        int made = 0;
        while (made < turns && store.turn(boundaries, clock.instant(), this::step)) {
            made++;
        }
        return made;
    }

    /** One transaction's part of a walk; answers where it came to, negative at its end. */
    private long step(Handle handle, Walk walk, Instant now) {
        List<Thing> things = ReplacementStore.after(handle, walk, LOOKED_AT);
        Map<Long, Thing> wrong = new LinkedHashMap<>();
        for (Thing thing : things) {
            if (thing.elsewhere(boundaries, now).isPresent()) {
                wrong.put(thing.id(), thing);
                if (wrong.size() == CHANGED) {
                    replace(handle, walk.subject(), List.copyOf(wrong.values()), now);
                    return thing.id();
                }
            }
        }
        if (!wrong.isEmpty()) {
            replace(handle, walk.subject(), List.copyOf(wrong.values()), now);
        }
        return things.size() < LOOKED_AT ? -1 : things.get(LOOKED_AT - 1).id();
    }

    private void replace(Handle handle, Walk.Subject subject, List<Thing> wrong, Instant now) {
        Map<Thing, Found> elsewhere = new LinkedHashMap<>();
        for (Thing thing : ReplacementStore.lock(handle, subject, wrong)) {
            thing.elsewhere(boundaries, now).ifPresent(found -> elsewhere.put(thing, found));
        }
        if (elsewhere.isEmpty()) {
            return;
        }
        PlacementStore.add(handle, placements(handle, subject, elsewhere, now));
        ReplacementStore.show(handle, subject, elsewhere);
        List<Long> ids = elsewhere.keySet().stream().map(Thing::id).toList();
        switch (subject) {
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

    private static List<Placement> placements(
            Handle handle, Walk.Subject subject, Map<Thing, Found> elsewhere, Instant now) {
        List<Placement> placements = new ArrayList<>();
        switch (subject) {
            // What is placed are events; an alert shows where one of them is.
            case ALERT ->
                ReplacementStore.events(handle, elsewhere)
                        .forEach((thing, events) ->
                                events.forEach(event -> placements.add(requireNonNull(elsewhere.get(thing))
                                        .placement(Placement.Subject.EVENT, event, now, thing.place()))));
            case INCIDENT ->
                elsewhere.forEach((thing, found) ->
                        placements.add(found.placement(Placement.Subject.INCIDENT, thing.id(), now, thing.place())));
            case DEVICE ->
                elsewhere.forEach((thing, found) ->
                        placements.add(found.placement(Placement.Subject.DEVICE, thing.id(), now, thing.place())));
        }
        return placements;
    }
}
