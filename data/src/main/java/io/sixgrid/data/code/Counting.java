package io.sixgrid.data.code;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Optional;

/**
 * How new codes come about when something happens to grids: one part counts, some are set, the others stay.
 *
 * @param count   the part that counts
 * @param numbers those it takes here; empty for the part's own
 * @param set     what other parts become, by name
 * @param within  of a merger whose grids agree in {@code count}: the part that counts instead
 * @param keep    who of the heirs goes on with the old code
 */
public record Counting(
        String count, Optional<CodeNumbers> numbers, Map<String, String> set, Optional<String> within, Keep keep) {
    public Counting {
        set = set == null ? Map.of() : Map.copyOf(set);
        keep = keep == null ? Keep.NONE : keep;
    }

    /** Who of the heirs goes on with the old code. */
    public enum Keep {
        /** Nobody: all are new, the old code retires. */
        @JsonProperty("none")
        NONE,
        /** The one with most land. */
        @JsonProperty("largest")
        LARGEST
    }
}
