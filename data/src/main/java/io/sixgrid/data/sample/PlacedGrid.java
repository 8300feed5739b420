package io.sixgrid.data.sample;

import java.util.List;

/** A base grid with its code and what stands in it: what devices are put up by. */
record PlacedGrid(String code, Community community, Ring ring, AreaClass use, List<PlacedCompound> compounds) {
    PlacedGrid {
        compounds = List.copyOf(compounds);
    }

    /** A compound with its name. */
    record PlacedCompound(String name, Compound compound) {}

    /** The last three digits of the code, e.g. {@code 003}. */
    String number() {
        return code.substring(code.length() - 3);
    }

    String fullName() {
        return community.shortName() + number() + "网格";
    }
}
