package io.sixgrid.ingest.pipeline;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of messages that were replayed.
 *
 * @param replayed     those understood: stored, or known already
 * @param duplicates   of them, those that had come again and were stored before
 * @param stillWaiting those not understood today either
 * @param reasons      how many still wait, by reason
 */
public record Replayed(int replayed, int duplicates, int stillWaiting, Map<String, Integer> reasons) {
    /** Nothing was there to be replayed. */
    public static final Replayed NONE = new Replayed(0, 0, 0, Map.of());

    public Replayed {
        reasons = Map.copyOf(reasons);
    }

    Replayed plus(Replayed other) {
        Map<String, Integer> sum = new TreeMap<>(reasons);
        other.reasons.forEach((reason, count) -> sum.merge(reason, count, Integer::sum));
        return new Replayed(
                replayed + other.replayed, duplicates + other.duplicates, stillWaiting + other.stillWaiting, sum);
    }
}
