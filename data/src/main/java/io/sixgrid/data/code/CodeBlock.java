package io.sixgrid.data.code;

import io.sixgrid.data.SixgridException;

/**
 * Numbers kept for one kind of grid.
 *
 * @param kind a word for programs, e.g. {@code resident-committee}
 */
public record CodeBlock(String kind, String zh, String en, int first, int last, int step) {
    public CodeBlock {
        if (kind == null || kind.isBlank()) {
            throw SixgridException.invalid("blocks", "a block has no kind");
        }
    }

    CodeNumbers numbers() {
        return new CodeNumbers(first, last, step);
    }
}
