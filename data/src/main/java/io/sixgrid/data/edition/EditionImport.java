package io.sixgrid.data.edition;

import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.code.CodeCheck;
import io.sixgrid.data.code.CodeRule;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.fit.ToLattice;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.GridStore.StoredScheme;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.grid.StoredPlan;
import io.sixgrid.data.grid.Succession;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;

/**
 * From a file to a proven plan, a report and, when it is wanted, a published revision. Nothing is written unless all is
 * proven and every repair that it needs is accepted. Safe for use by several threads.
 */
public final class EditionImport {
    private final GridStore schemes;
    private final PlanStore plans;
    private final RevisionStore revisions;
    private final CodeStore codes;
    private final CodeRules rules;
    private final Frames frames;

    public EditionImport(Stores stores, CodeRules rules, Frames frames) {
        this.schemes = stores.schemes();
        this.plans = stores.plans();
        this.revisions = stores.revisions();
        this.codes = stores.codes();
        this.rules = rules;
        this.frames = frames;
    }

    /** What is published, and where it is published. */
    public record Stores(GridStore schemes, PlanStore plans, RevisionStore revisions, CodeStore codes) {}

    /**
     * Takes {@code file} as {@code order} says, or says why not.
     *
     * @throws SixgridException (INVALID) where no report can be made: the file cannot be read, an option is wrong
     */
    public ImportReport run(Path file, ImportOrder order, Progress progress) {
        Optional<StoredPlan> published = published(order);
        Scheme scheme = published
                .map(plan -> plan.scheme().scheme())
                .or(() -> order.target().founded())
                .orElseThrow();
        EditionReading reading = EditionReading.of(file, order, scheme, frames);
        Landing landing = land(reading, order, progress);
        EditionProof proof = new EditionProof(scheme, published.map(StoredPlan::plan), order.tolerances(), progress);
        proof.prove(reading, landing, ground(order, landing, published));
        proof.plan().ifPresent(plan -> proof.refuse(codeFindings(plan, published, proof)));
        Written written = write(order, published, proof, progress);
        return new ImportReport(
                reading.source(order.name(), landing),
                reading.taken(),
                proof.problems(),
                new ImportReport.Fit(landing.roundingCentimetres(), landing.corners(), proof.repairs()),
                proof.findings(),
                proof.difference(),
                Stream.concat(
                                reading.doubtfulText().stream(),
                                published
                                        .flatMap(plan -> PlaceNotice.of(
                                                reading.rows().rows(),
                                                reading.frame(),
                                                plan.plan(),
                                                landing.envelope()))
                                        .stream())
                        .toList(),
                new ImportReport.Outcome(
                        proof.plan().isPresent(),
                        written.revision().isPresent(),
                        written.revision(),
                        order.effective(),
                        written.why()));
    }

    /** Codes of new grids against the rules of their levels, and against those that were retired. */
    private List<Finding> codeFindings(Plan plan, Optional<StoredPlan> published, EditionProof proof) {
        if (published.isEmpty()) {
            return List.of();
        }
        StoredPlan before = published.get();
        Map<Integer, CodeRule> byLevel = new HashMap<>();
        codes.rules(plan.scheme().code()).forEach((level, name) -> byLevel.put(level, rules.required(name)));
        List<Grid> fresh = plan.grids().stream()
                .filter(grid -> !before.ids().containsKey(grid.code()))
                .toList();
        List<Finding> findings = new ArrayList<>(CodeCheck.of(byLevel, fresh));
        proof.difference()
                .ifPresent(
                        difference -> findings.addAll(RetiredCodes.among(plan, before, difference.continues(), codes)));
        return findings;
    }

    private record Written(Optional<Long> revision, String why) {}

    private Optional<StoredPlan> published(ImportOrder order) {
        String code = order.target().scheme();
        Optional<StoredScheme> scheme = schemes.scheme(code);
        boolean founds = order.target().founded().isPresent();
        if (scheme.isEmpty() && !founds) {
            throw SixgridException.invalid(
                    "scheme", "no scheme with code " + code + "; to found it say its levels with levels");
        }
        if (scheme.isPresent() && founds) {
            throw SixgridException.conflict("the scheme " + code + " exists already, with levels of its own");
        }
        Optional<StoredPlan> plan = scheme.flatMap(stored -> plans.read(stored, order.effective(), Optional.empty()));
        if (scheme.isPresent() && plan.isEmpty()) {
            throw SixgridException.invalid(
                    "effective", "the scheme " + code + " has no boundaries at " + order.effective());
        }
        return plan;
    }

    /** An outline in the file's frame is noded together with the file; one in another frame is brought on its own. */
    private Landing land(EditionReading reading, ImportOrder order, Progress progress) {
        Optional<OutlineSource> outline = order.target()
                .outline()
                .file()
                .map(path -> OutlineSource.read(path, order.reading().frame().map(frames::frame), frames));
        boolean together =
                outline.map(source -> same(source.frame(), reading.frame())).orElse(false);
        Landing landing = Landing.of(reading, outline.filter(source -> together).map(OutlineSource::shape), progress);
        if (outline.isEmpty() || together) {
            return landing;
        }
        Geometry alone = ToLattice.of(outline.get().shape(), outline.get().frame());
        return new Landing(
                landing.rows(),
                Optional.of(alone),
                landing.roundingCentimetres(),
                landing.corners(),
                landing.problems());
    }

    private static boolean same(Frame one, Frame other) {
        return one.code().equals(other.code());
    }

    private Ground ground(ImportOrder order, Landing landing, Optional<StoredPlan> published) {
        Optional<Geometry> outline = switch (order.target().outline().kind()) {
            case KEEP -> published.map(plan -> plan.plan().outline());
            case UNION -> Optional.empty();
            case FILE -> landing.outline();
            case SCHEME ->
                Optional.of(outlineOf(order.target().outline().scheme().orElse(""), order));
        };
        List<Geometry> leaves = published.map(plan -> leaves(plan.plan())).orElse(List.of());
        return new Ground(
                outline,
                published.map(plan -> plan.plan().unassigned()).orElse(List.of()),
                order.target().unassigned(),
                leaves);
    }

    private Geometry outlineOf(String scheme, ImportOrder order) {
        return schemes.scheme(scheme)
                .flatMap(stored -> plans.read(stored, order.effective(), Optional.empty()))
                .map(plan -> plan.plan().outline())
                .orElseThrow(() -> SixgridException.invalid(
                        "outline", "no scheme with code " + scheme + " has boundaries at " + order.effective()));
    }

    private static List<Geometry> leaves(Plan plan) {
        List<Grid> tiling = plan.grids().stream()
                .filter(grid -> plan.scheme().level(grid.level()).tiling())
                .toList();
        Set<String> divided =
                tiling.stream().map(grid -> String.valueOf(grid.parent())).collect(Collectors.toSet());
        return tiling.stream()
                .filter(grid -> !divided.contains(grid.code()))
                .map(Grid::shape)
                .toList();
    }

    private Written write(ImportOrder order, Optional<StoredPlan> published, EditionProof proof, Progress progress) {
        Optional<Plan> plan = proof.plan();
        if (plan.isEmpty()) {
            return new Written(Optional.empty(), refusal(proof));
        }
        if (order.publication().isEmpty()) {
            return new Written(Optional.empty(), "nothing was written: it was a dry run");
        }
        Optional<EditionDifference> difference = proof.difference();
        if (difference.map(EditionDifference::nothing).orElse(false) && proof.sameGround()) {
            return new Written(Optional.empty(), "nothing was written: it is what is published");
        }
        long revision = published.isEmpty()
                ? revisions.found(plan.get(), order.publication().get(), progress)
                : revisions.publish(
                        new Succession(
                                published.get(),
                                plan.get(),
                                difference.orElseThrow().continues(),
                                difference.orElseThrow().lineage()),
                        order.publication().get(),
                        progress);
        long changed = difference.stream()
                .flatMap(all -> all.changes().stream())
                .filter(change -> change.kind() != GridChange.Kind.UNCHANGED)
                .count();
        return new Written(
                Optional.of(revision),
                published.isEmpty()
                        ? counted(plan.get().grids().size(), "grid") + " written in revision " + revision
                        : counted(changed, "change") + " written in revision " + revision);
    }

    private static String refusal(EditionProof proof) {
        long refusing = proof.findings().stream()
                .map(Finding::kind)
                .filter(Finding.Kind::refuses)
                .count();
        long open =
                proof.repairs().stream().filter(repair -> !repair.accepted()).count();
        return "nothing was written: " + counted(proof.problems().size(), "wrong value") + ", "
                + counted(refusing, "refusing finding") + ", " + counted(open, "repair")
                + " proposed and not accepted";
    }

    private static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
