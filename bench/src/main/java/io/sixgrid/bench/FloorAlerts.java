package io.sixgrid.bench;

import io.sixgrid.bench.FloorMessage.Said;
import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that the floor's events fold into. It knows the newest of each (device, kind) by heart, which only a single
 * process that never restarts may, and takes events as they come: a late one is folded as if it were news. Used by one
 * thread.
 */
final class FloorAlerts {
    /** An alert as it stands. */
    static final class Row {
        final Placed opening;
        long id;
        int severity;
        Said last;
        int events;

        Row(Placed opening) {
            this.opening = opening;
            this.severity = opening.said().severity();
            this.last = opening.said();
        }

        boolean open() {
            return last.rank() < 2;
        }

        @Nullable Instant closed() {
            return open() ? null : last.time();
        }
    }

    /** An event with its number and its grids. */
    record Placed(FloorMessage message, Said said, long id, List<Long> chain, boolean onBoundary) {
        LonLat place() {
            return said.place();
        }
    }

    private record Key(String device, String kind) {}

    private final Map<Key, Row> newest = new HashMap<>();
    private final Set<Row> updated = new LinkedHashSet<>();
    private final List<Row> opened = new ArrayList<>();
    private final Map<Key, Said> heads = new HashMap<>();

    /** Folds a batch; then {@link #opened}, {@link #updated} and {@link #heads} say what is to be written. */
    void fold(List<Placed> events) {
        updated.clear();
        opened.clear();
        heads.clear();
        events.forEach(this::take);
    }

    /** New rows, without ids yet. */
    List<Row> opened() {
        return opened;
    }

    /** Rows of batches before that have changed. */
    List<Row> updated() {
        return List.copyOf(updated);
    }

    /** The last event of each (device, kind) of the batch. */
    List<Said> heads() {
        return List.copyOf(heads.values());
    }

    private void take(Placed event) {
        Said said = event.said();
        Key key = new Key(said.device(), said.kind());
        heads.put(key, said);
        Row row = newest.get(key);
        if (row == null || !row.open()) {
            if (said.rank() == 2) {
                return;
            }
            row = new Row(event);
            newest.put(key, row);
            opened.add(row);
        } else if (row.id != 0) {
            updated.add(row);
        }
        row.severity = Math.min(row.severity, said.severity());
        row.last = said;
        row.events++;
    }
}
