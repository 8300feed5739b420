package io.sixgrid.data.grid;

import java.util.List;
import java.util.Optional;

/**
 * What a proof came to.
 *
 * @param plan     the boundaries, when nothing refuses them
 * @param findings what is wrong with them or worth a look; next to a plan only such as do not refuse
 */
public record Verdict(Optional<Plan> plan, List<Finding> findings) {
    public Verdict {
        findings = List.copyOf(findings);
        if (plan.isPresent() == findings.stream().anyMatch(f -> f.kind().refuses())) {
            throw new IllegalArgumentException("a plan in spite of findings that refuse it, or none without");
        }
    }
}
