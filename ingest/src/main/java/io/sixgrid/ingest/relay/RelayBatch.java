package io.sixgrid.ingest.relay;

import io.sixgrid.data.change.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes that follow each other and are published together.
 *
 * @param changes in the order of the stream, never empty
 */
record RelayBatch(List<Change> changes) {
    RelayBatch {
        changes = List.copyOf(changes);
    }

    /** Cuts {@code changes} so that each batch holds at most so many events, or is one change that holds more. */
    static List<RelayBatch> of(List<Change> changes, int mostEvents) {
        List<RelayBatch> batches = new ArrayList<>();
        List<Change> gathered = new ArrayList<>();
        int events = 0;
        for (Change change : changes) {
            if (!gathered.isEmpty() && events + change.events().size() > mostEvents) {
                batches.add(new RelayBatch(gathered));
                gathered.clear();
                events = 0;
            }
            gathered.add(change);
            events += change.events().size();
        }
        if (!gathered.isEmpty()) {
            batches.add(new RelayBatch(gathered));
        }
        return batches;
    }

    /** The ids of its events, in the order of the stream. */
    List<Long> events() {
        return changes.stream().flatMap(change -> change.events().stream()).toList();
    }

    /** The number of its newest change. */
    long end() {
        return changes.get(changes.size() - 1).seq();
    }

    /** When the oldest of its changes was made: not always the first, they are numbered after their commits. */
    Instant madeFrom() {
        return changes.stream().map(Change::made).min(Instant::compareTo).orElseThrow();
    }

    /** When the newest of its changes was made. */
    Instant madeTo() {
        return changes.stream().map(Change::made).max(Instant::compareTo).orElseThrow();
    }
}
