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
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.grid.StoredPlan;
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
import org.locationtech.jts.geom.Geometry;

/**
 * From a file to a proven plan and a report: reads it, makes it fit given boundaries, proves the whole. It writes nothing. Safe
 * for use by several threads.
 */
public final class EditionTrial {
    private final CodeStore codes;
    private final CodeRules rules;
    private final Frames frames;

    public EditionTrial(CodeStore codes, CodeRules rules, Frames frames) {
        this.codes = codes;
        this.rules = rules;
        this.frames = frames;
    }

    /**
     * What the file is compared with.
     *
     * @param before  boundaries that it follows; empty where it founds a scheme
     * @param outline that of another scheme, where the order names one
     */
    record Start(Scheme scheme, Optional<StoredPlan> before, Optional<Geometry> outline) {}

    /**
     * Tries {@code file} on boundaries, stored ones or others; where the order names another scheme's outline, or founds a
     * scheme, that is {@link EditionImport}'s.
     *
     * @throws SixgridException (INVALID) where no report can be made: the file cannot be read, an option is wrong
     */
    public Tried run(Path file, ImportOrder order, StoredPlan before, Progress progress) {
        Start start = new Start(before.scheme().scheme(), Optional.of(before), Optional.empty());
        return run(file, order, start, progress);
    }

    Tried run(Path file, ImportOrder order, Start start, Progress progress) {
        EditionReading reading = EditionReading.of(file, order, start.scheme(), frames);
        Landing landing = land(reading, order, progress);
        EditionProof proof =
                new EditionProof(start.scheme(), start.before().map(StoredPlan::plan), order.tolerances(), progress);
        proof.prove(reading, landing, ground(order, landing, start));
        proof.plan().ifPresent(plan -> proof.refuse(codeFindings(plan, start.before(), proof)));
        return new Tried(order, start.before(), reading, landing, proof);
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

    private static Ground ground(ImportOrder order, Landing landing, Start start) {
        Optional<StoredPlan> published = start.before();
        Optional<Geometry> outline = switch (order.target().outline().kind()) {
            case KEEP -> published.map(plan -> plan.plan().outline());
            case UNION -> Optional.empty();
            case FILE -> landing.outline();
            case SCHEME -> start.outline();
        };
        List<Geometry> leaves = published.map(plan -> leaves(plan.plan())).orElse(List.of());
        return new Ground(
                outline,
                published.map(plan -> plan.plan().unassigned()).orElse(List.of()),
                order.target().unassigned(),
                leaves);
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
}
