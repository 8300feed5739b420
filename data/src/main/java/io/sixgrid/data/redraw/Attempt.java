package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What became of an operation.
 *
 * @param edit     what it changed at all levels; empty where a finding refuses it, and the sketch is as it was
 * @param findings what is wrong with it or worth a look
 */
public record Attempt(Optional<Edit> edit, List<Finding> findings) {
    public Attempt {
        findings = List.copyOf(findings);
    }
}
