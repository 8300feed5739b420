package io.sixgrid.data.concordance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How much of something each old grid has in common with each new one, and what either has alone. Not for several threads. */
final class Holdings {
    /** An old and a new grid by code; one of them may be nobody. */
    record Pair(Optional<String> old, Optional<String> now) {}

    private final Map<Pair, Double> amounts = new HashMap<>();
    private final Map<String, Double> ofOld = new HashMap<>();
    private final Map<String, Double> ofNew = new HashMap<>();

    void add(Optional<String> old, Optional<String> now, double amount) {
        amounts.merge(new Pair(old, now), amount, Double::sum);
        old.ifPresent(code -> ofOld.merge(code, amount, Double::sum));
        now.ifPresent(code -> ofNew.merge(code, amount, Double::sum));
    }

    /** Adds what each grid has beyond what it shares, and is told its whole. */
    void fill(Map<String, Double> oldWholes, Map<String, Double> newWholes, double least) {
        oldWholes.forEach((code, whole) -> {
            double rest = whole - ofOld.getOrDefault(code, 0.0);
            if (rest >= least) {
                add(Optional.of(code), Optional.empty(), rest);
            }
            ofOld.put(code, whole);
        });
        newWholes.forEach((code, whole) -> {
            double rest = whole - ofNew.getOrDefault(code, 0.0);
            if (rest >= least) {
                add(Optional.empty(), Optional.of(code), rest);
            }
            ofNew.put(code, whole);
        });
    }

    boolean isEmpty() {
        return amounts.isEmpty();
    }

    double of(Pair pair) {
        return amounts.getOrDefault(pair, 0.0);
    }

    double ofOld(Optional<String> code) {
        return code.map(ofOld::get).orElse(0.0);
    }

    double ofNew(Optional<String> code) {
        return code.map(ofNew::get).orElse(0.0);
    }

    Set<Pair> pairs() {
        return Set.copyOf(amounts.keySet());
    }

    Concordance.Sum sum() {
        double old = 0;
        double now = 0;
        double common = 0;
        for (Map.Entry<Pair, Double> entry : amounts.entrySet()) {
            boolean hasOld = entry.getKey().old().isPresent();
            boolean hasNew = entry.getKey().now().isPresent();
            old += hasOld ? entry.getValue() : 0;
            now += hasNew ? entry.getValue() : 0;
            common += hasOld && hasNew ? entry.getValue() : 0;
        }
        return new Concordance.Sum(old, now, common);
    }

    /** All pairs that share something of either, by old code, then by how much land; what nobody held before comes last. */
    static List<Pair> pairs(Holdings land, Holdings others) {
        Set<Pair> all = new HashSet<>(land.amounts.keySet());
        all.addAll(others.amounts.keySet());
        List<Pair> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing((Pair pair) -> pair.old().isEmpty())
                .thenComparing(pair -> pair.old().orElse(""))
                .thenComparing(pair -> -land.of(pair))
                .thenComparing(pair -> pair.now().orElse("")));
        return sorted;
    }
}
