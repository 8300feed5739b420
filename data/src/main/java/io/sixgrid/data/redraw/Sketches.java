package io.sixgrid.data.redraw;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sketches that this process has at hand, one for each draft that was used lately; another process may have moved a draft
 * on meanwhile. Safe for use by several threads.
 */
final class Sketches {
    private static final int KEPT = 32;
    /** A sketch costs what was changed, but it holds the boundaries that it began on, which may be a whole city of its own. */
    private static final int KEPT_BASES = 4;

    // The one that was used longest ago first.
    private final Map<Long, Held> held = new LinkedHashMap<>(16, 0.75f, true);

    /** A draft's sketch as it was at a version of the draft; its lock is held by whoever uses it. */
    private static final class Held {
        private volatile @Nullable Sketch sketch;
        private long version;
        // Guarded by the lock of all.
        private int users;
    }

    /** Does {@code work} while nobody else in this process is at that draft. */
    <T> T exclusively(long draft, Supplier<T> work) {
        Held one;
        synchronized (held) {
            one = of(draft);
            one.users++;
        }
        try {
            synchronized (one) {
                return work.get();
            }
        } finally {
            synchronized (held) {
                one.users--;
                forgetOldest();
            }
        }
    }

    /**
     * The sketch of the draft as it is; to be called within {@link #exclusively}.
     *
     * @param base       what the draft was begun on
     * @param operations all of the draft's; asked for only when there is no sketch at hand
     */
    Sketch at(Draft draft, Base base, Supplier<List<StoredOperation>> operations) {
        Held one = of(draft.id());
        Sketch sketch = one.sketch;
        if (sketch == null || one.version != draft.version()) {
            sketch = new Sketch(base);
            for (StoredOperation operation : operations.get().subList(0, draft.cursor())) {
                sketch.apply(operation.edit());
            }
            one.sketch = sketch;
            one.version = draft.version();
        }
        return sketch;
    }

    /** The sketch at hand is that of the draft as it is now. */
    void is(Draft draft) {
        of(draft.id()).version = draft.version();
    }

    void forget(long draft) {
        of(draft).sketch = null;
    }

    private Held of(long draft) {
        synchronized (held) {
            return held.computeIfAbsent(draft, id -> new Held());
        }
    }

    /** One in use stays: whoever came next would make another beside it. */
    private void forgetOldest() {
        List<Map.Entry<Long, Held>> newest = new ArrayList<>(held.entrySet());
        Collections.reverse(newest);
        Set<Base> bases = Collections.newSetFromMap(new IdentityHashMap<>());
        int kept = 0;
        for (Map.Entry<Long, Held> entry : newest) {
            Held one = entry.getValue();
            Sketch sketch = one.sketch;
            boolean near = sketch == null || bases.contains(sketch.base()) || bases.size() < KEPT_BASES;
            if (one.users > 0 || (kept < KEPT && near)) {
                kept++;
                if (sketch != null) {
                    bases.add(sketch.base());
                }
            } else {
                held.remove(entry.getKey());
            }
        }
    }
}
