package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a draft asks of an edit that is proven: that it stays in the draft's scope, and gives only codes that are to be had. */
final class Admission {
    private final DraftCodes codes;

    Admission(DraftCodes codes) {
        this.codes = codes;
    }

    /**
     * The attempt as it is, or refused; the sketch is as before the attempt where it is refused.
     *
     * @param scope  empty means everything
     * @param sketch as the attempt left it
     * @throws SixgridException (CONFLICT) where it leaves the scope
     */
    Attempt admit(Optional<Draft.Scope> scope, Sketch sketch, Attempt attempt) {
        if (attempt.edit().isEmpty()) {
            return attempt;
        }
        Edit edit = attempt.edit().get();
        try {
            scope.ifPresent(within -> ScopeCheck.require(within, sketch, edit));
        } catch (SixgridException e) {
            sketch.apply(edit.inverse());
            throw e;
        }
        List<Finding> said = codes.check(sketch, edit);
        List<Finding> all = new ArrayList<>(attempt.findings());
        all.addAll(said);
        if (said.stream().noneMatch(finding -> finding.kind().refuses())) {
            return new Attempt(attempt.edit(), all);
        }
        sketch.apply(edit.inverse());
        return new Attempt(Optional.empty(), all);
    }
}
