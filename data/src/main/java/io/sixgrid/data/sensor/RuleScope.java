package io.sixgrid.data.sensor;

import io.sixgrid.data.SixgridException;
import java.util.List;
import java.util.Optional;

/**
 * Whom a rule concerns.
 *
 * @param kinds    of devices; empty for all, also those that nobody registered
 * @param gridId   the grid in whose subtree they stand; empty for everywhere, also nowhere
 * @param priority the higher one decides where two rules would say different things, -1000 to 1000
 */
public record RuleScope(Optional<NamePattern> kinds, Optional<Long> gridId, int priority) {
    /** Concerns every device. */
    public static final RuleScope ALL = new RuleScope(Optional.empty(), Optional.empty(), 0);

    public RuleScope {
        if (priority < -1000 || priority > 1000) {
            throw SixgridException.invalid("priority", "priority is not from -1000 to 1000: " + priority);
        }
    }

    boolean concernsKind(Optional<String> kind) {
        return kinds.isEmpty() || (kind.isPresent() && kinds.get().matches(kind.get()));
    }

    /** @param chain ids of the grids a device stands in, level 1 first */
    boolean concernsPlace(List<Long> chain) {
        return gridId.isEmpty() || chain.contains(gridId.get());
    }

    /** How deep in {@code chain} its grid is; -1 for everywhere. */
    int depth(List<Long> chain) {
        return gridId.map(chain::indexOf).orElse(-1);
    }
}
