package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;

/** What becomes of a border that would run across a contained grid: a building, a compound. It is never cut. */
enum Straddling {
    /** The operation is refused, with a finding for each. */
    REFUSE,
    /** The border bends round it: whoever has most of it gets all of it, and the land under it. */
    BEND;

    /** The member {@code straddling}; refused where it is absent. */
    static Straddling read(OperationMembers members) {
        return members.optionalText("straddling")
                .map(text -> switch (text) {
                    case "refuse" -> REFUSE;
                    case "bend" -> BEND;
                    default ->
                        throw SixgridException.invalid("straddling", "straddling is refuse or bend, not " + text);
                })
                .orElse(REFUSE);
    }
}
