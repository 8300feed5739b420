package io.sixgrid.data.fit;

import io.sixgrid.data.Progress;
import io.sixgrid.data.grid.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One run over all steps of cleaning, with what it found on its way. Not for use by several threads. */
final class Pass {
    private final Pieces pieces;
    private final double toleranceMetres;
    private final Predicate<Repair> makes;
    private final Progress progress;
    private final Map<String, Repair> repairs = new LinkedHashMap<>();
    private final Set<String> needed = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    Pass(Cleaner.Job job, Predicate<Repair> makes, Progress progress) {
        pieces = new Pieces(job.pieces(), job.outline());
        toleranceMetres = job.tolerances().proposeMetres();
        this.makes = makes;
        this.progress = progress;
    }

    Pieces pieces() {
        return pieces;
    }

    double toleranceMetres() {
        return toleranceMetres;
    }

    /** Notes a repair without which something is wrong; answers whether to make it. */
    boolean offer(Repair repair) {
        needed.add(repair.id());
        return offerOptional(repair);
    }

    /** Notes a repair that makes something the same as what is published, where nothing is wrong without it. */
    boolean offerOptional(Repair repair) {
        boolean made = makes.test(repair);
        Repair known = repairs.get(repair.id());
        repairs.put(repair.id(), repair.with(made || (known != null && known.accepted())));
        return made;
    }

    boolean needs(Repair repair) {
        return needed.contains(repair.id());
    }

    void find(Finding finding) {
        findings.add(finding);
    }

    void forgetFindings() {
        findings.clear();
    }

    List<Repair> repairs() {
        return List.copyOf(repairs.values());
    }

    List<Finding> findings() {
        return findings;
    }

    void advance(String step, int done, int total) {
        progress.advance(step, done, total);
    }
}
