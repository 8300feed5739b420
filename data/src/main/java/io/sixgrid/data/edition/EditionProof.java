package io.sixgrid.data.edition;

import io.sixgrid.data.Progress;
import io.sixgrid.data.fit.Repair;
import io.sixgrid.data.fit.Tolerances;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.grid.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/** Brings what a file says to a proven plan, or to all that stands against it. Used by one thread, once. */
final class EditionProof {
    private final Scheme scheme;
    private final Optional<Plan> published;
    private final Tolerances tolerances;
    private final Progress progress;
    private final List<RowProblem> problems = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Repair> repairs = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private Optional<Plan> plan = Optional.empty();
    private Optional<EditionDifference> difference = Optional.empty();

    EditionProof(Scheme scheme, Optional<Plan> published, Tolerances tolerances, Progress progress) {
        this.scheme = scheme;
        this.published = published;
        this.tolerances = tolerances;
        this.progress = progress;
    }

    void prove(EditionReading reading, Landing landing, Ground ground) {
        problems.addAll(reading.rows().problems());
        problems.addAll(landing.problems());
        Assembly assembly = new Assembly(scheme, published, landing.rows(), reading.mapping(), reading.exclaves());
        List<Grid> grids = assembly.grids(reading.parents(), reading.partial());
        problems.addAll(assembly.problems());
        problems.sort(Comparator.comparingInt(RowProblem::feature));
        findings.addAll(assembly.findings());
        EditionFit.Fitted fitted =
                EditionFit.fit(scheme, grids, ground, new EditionFit.Edition(assembly.spoken(), tolerances, progress));
        repairs.addAll(fitted.repairs());
        progress.advance("proving", 0, 1);
        Verdict verdict = Plan.prove(scheme, fitted.outline(), fitted.unassigned(), fitted.grids());
        // Of what is proven as it is, a repair that was not accepted is an offer only, as to follow a published corner.
        boolean proven = verdict.plan().isPresent();
        fitted.findings().stream()
                .filter(finding -> !proven || !finding.kind().refuses())
                .forEach(this::find);
        if (verdict.plan().isPresent() && published.isPresent()) {
            verdict = compare(verdict, fitted, assembly);
        }
        verdict.findings().forEach(this::find);
        progress.advance("proving", 1, 1);
        verdict.plan().ifPresent(right -> checkGiven(right, fitted.grids(), assembly));
        repairs.sort(
                Comparator.comparingDouble((Repair repair) -> -repair.metres()).thenComparing(Repair::id));
        boolean open = repairs.stream().anyMatch(repair -> repair.kind() == Repair.Kind.DERIVE && !repair.accepted());
        boolean refused = findings.stream().anyMatch(finding -> finding.kind().refuses());
        plan = verdict.plan().filter(right -> problems.isEmpty() && !refused && !open);
    }

    /** Adds what else stands against it. */
    void refuse(List<Finding> more) {
        more.forEach(this::find);
        plan = plan.filter(proven -> more.isEmpty());
    }

    /** Empty unless all is right. */
    Optional<Plan> plan() {
        return plan;
    }

    List<RowProblem> problems() {
        return problems;
    }

    List<Finding> findings() {
        return findings;
    }

    List<Repair> repairs() {
        return repairs;
    }

    Optional<EditionDifference> difference() {
        return difference;
    }

    /** Whether outline and unassigned land are those that are published. */
    boolean sameGround() {
        return published.isPresent()
                && plan.isPresent()
                && published.get().outline().equalsNorm(plan.get().outline())
                && same(published.get().unassigned(), plan.get().unassigned());
    }

    private static boolean same(List<? extends Geometry> one, List<? extends Geometry> other) {
        return one.size() == other.size()
                && one.stream().allMatch(face -> other.stream().anyMatch(face::equalsNorm));
    }

    /** Grids that got another code keep what the file has no column for; who they are is known only by their land. */
    private Verdict compare(Verdict verdict, EditionFit.Fitted fitted, Assembly assembly) {
        Plan before = published.orElseThrow();
        EditionDifference first =
                EditionDifference.between(before, verdict.plan().orElseThrow());
        Map<String, Grid> old = new HashMap<>();
        before.grids().forEach(grid -> old.put(grid.code(), grid));
        Map<String, Grid> told = new LinkedHashMap<>();
        for (Grid grid : fitted.grids()) {
            String was = first.continues().get(grid.code());
            Optional<Row> row = assembly.row(grid.code());
            if (was != null && !was.equals(grid.code()) && row.isPresent()) {
                Grid.Facts facts = assembly.told(
                        row.get(), Objects.requireNonNull(old.get(was)).facts());
                told.put(
                        grid.code(),
                        new Grid(
                                grid.level(),
                                grid.code(),
                                grid.name(),
                                grid.shortName(),
                                grid.parent(),
                                facts,
                                grid.shape()));
            } else {
                told.put(grid.code(), grid);
            }
        }
        List<Grid> all = List.copyOf(told.values());
        boolean same = all.equals(fitted.grids());
        Verdict last = same ? verdict : Plan.prove(scheme, fitted.outline(), fitted.unassigned(), all);
        EditionDifference found =
                same ? first : EditionDifference.between(before, last.plan().orElseThrow());
        found.conflicts().forEach(this::find);
        difference = Optional.of(found);
        return last;
    }

    private void checkGiven(Plan proven, List<Grid> grids, Assembly assembly) {
        Set<String> divided = new HashSet<>();
        grids.stream()
                .filter(grid -> scheme.level(grid.level()).tiling())
                .forEach(grid -> divided.add(String.valueOf(grid.parent())));
        Map<String, Geometry> given = new LinkedHashMap<>();
        divided.forEach(code -> assembly.row(code).ifPresent(row -> given.put(code, row.shape())));
        GivenLand land = GivenLand.check(proven, given, tolerances);
        repairs.addAll(land.repairs());
        land.findings().forEach(this::find);
    }

    /** What cleaning found and the proof finds again is told once. */
    private void find(Finding finding) {
        if (finding.codes().isEmpty() || known.add(finding.kind() + " " + finding.codes())) {
            findings.add(finding);
        }
    }
}
