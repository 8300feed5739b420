package io.sixgrid.data.edition;

import io.sixgrid.data.code.CodeState;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.StoredPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds codes of an edition that grids had which are there no more: who publishes would be refused by the ledger. */
final class RetiredCodes {
    private RetiredCodes() {}

    /** @param continues code after to code before: a grid may get back a code that was its own */
    static List<Finding> among(Plan after, StoredPlan before, Map<String, String> continues, CodeStore codes) {
        String scheme = before.scheme().scheme().code();
        Set<String> issued = codes.issued(scheme, "");
        issued.removeAll(before.ids().keySet());
        List<Finding> findings = new ArrayList<>();
        Instant at = before.at();
        for (Grid grid : after.grids()) {
            if (issued.contains(grid.code())) {
                CodeState state = codes.state(scheme, grid.code(), at);
                String holder = state.grid().map(CodeState.NamedGrid::code).orElse("");
                if (!holder.equals(continues.get(grid.code()))) {
                    findings.add(new Finding(
                            Finding.Kind.CODE,
                            List.of(grid.code()),
                            "the code " + grid.code() + " was another grid's"
                                    + state.retired()
                                            .map(end -> " until " + end)
                                            .orElse("") + ", and is not used again",
                            grid.shape()));
                }
            }
        }
        return findings;
    }
}
