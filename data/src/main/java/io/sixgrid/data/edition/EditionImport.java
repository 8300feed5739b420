package io.sixgrid.data.edition;

import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.GridStore.StoredScheme;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.grid.StoredPlan;
import io.sixgrid.data.grid.Succession;
import io.sixgrid.data.place.Frames;
import java.nio.file.Path;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * From a file to a proven plan, a report and, when it is wanted, a published revision. Nothing is written unless all is
 * proven and every repair that it needs is accepted. Safe for use by several threads.
 */
public final class EditionImport {
    private final GridStore schemes;
    private final PlanStore plans;
    private final RevisionStore revisions;
    private final EditionTrial trial;

    public EditionImport(Stores stores, CodeRules rules, Frames frames) {
        this.schemes = stores.schemes();
        this.plans = stores.plans();
        this.revisions = stores.revisions();
        this.trial = new EditionTrial(stores.codes(), rules, frames);
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
        Optional<Geometry> outline = order.target().outline().scheme().map(code -> outlineOf(code, order));
        Tried tried = trial.run(file, order, new EditionTrial.Start(scheme, published, outline), progress);
        Written written = write(order, published, tried, progress);
        return tried.report(written.revision().isPresent(), written.revision(), written.why());
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

    private Geometry outlineOf(String scheme, ImportOrder order) {
        return schemes.scheme(scheme)
                .flatMap(stored -> plans.read(stored, order.effective(), Optional.empty()))
                .map(plan -> plan.plan().outline())
                .orElseThrow(() -> SixgridException.invalid(
                        "outline", "no scheme with code " + scheme + " has boundaries at " + order.effective()));
    }

    private Written write(ImportOrder order, Optional<StoredPlan> published, Tried tried, Progress progress) {
        Optional<Plan> plan = tried.plan();
        if (plan.isEmpty()) {
            return new Written(Optional.empty(), "nothing was written: " + tried.refusal());
        }
        if (order.publication().isEmpty()) {
            return new Written(Optional.empty(), "nothing was written: it was a dry run");
        }
        Optional<EditionDifference> difference = tried.difference();
        if (tried.nothing()) {
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
                        ? Tried.counted(plan.get().grids().size(), "grid") + " written in revision " + revision
                        : Tried.counted(changed, "change") + " written in revision " + revision);
    }
}
