package io.sixgrid.data.edition;

import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.StoredPlan;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of a file that was tried. Used by one thread. */
public final class Tried {
    private final ImportOrder order;
    private final Optional<StoredPlan> before;
    private final EditionReading reading;
    private final Landing landing;
    private final EditionProof proof;

    Tried(ImportOrder order, Optional<StoredPlan> before, EditionReading reading, Landing landing, EditionProof proof) {
        this.order = order;
        this.before = before;
        this.reading = reading;
        this.landing = landing;
        this.proof = proof;
    }

    /** What the boundaries would be; empty unless all is right, and every repair that it needs accepted. */
    public Optional<Plan> plan() {
        return proof.plan();
    }

    /** Against the boundaries that it was tried on; empty where there are none, or no proven plan. */
    public Optional<EditionDifference> difference() {
        return proof.difference();
    }

    /** Whether it is what was there already. */
    public boolean nothing() {
        return difference().map(EditionDifference::nothing).orElse(false) && proof.sameGround();
    }

    /** How many of what stand against it. */
    public String refusal() {
        long refusing = proof.findings().stream()
                .map(Finding::kind)
                .filter(Finding.Kind::refuses)
                .count();
        long open =
                proof.repairs().stream().filter(repair -> !repair.accepted()).count();
        return counted(proof.problems().size(), "wrong value") + ", " + counted(refusing, "refusing finding") + ", "
                + counted(open, "repair") + " proposed and not accepted";
    }

    /**
     * The whole report.
     *
     * @param written  whether it was taken
     * @param revision the number of the revision that it was published as
     * @param why      one sentence
     */
    public ImportReport report(boolean written, Optional<Long> revision, String why) {
        return new ImportReport(
                reading.source(order.name(), landing),
                reading.taken(),
                proof.problems(),
                new ImportReport.Fit(landing.roundingCentimetres(), landing.corners(), proof.repairs()),
                proof.findings(),
                proof.difference(),
                Stream.concat(
                                reading.doubtfulText().stream(),
                                before
                                        .flatMap(plan -> PlaceNotice.of(
                                                reading.rows().rows(),
                                                reading.frame(),
                                                plan.plan(),
                                                landing.envelope()))
                                        .stream())
                        .toList(),
                new ImportReport.Outcome(proof.plan().isPresent(), written, revision, order.effective(), why));
    }

    static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
