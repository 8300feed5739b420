package io.sixgrid.data.fit;

import io.sixgrid.data.grid.Finding;

/** What is wrong as long as a repair is not made. */
final class Findings {
    private Findings() {}

    static Finding of(Repair repair) {
        Finding.Kind kind = switch (repair.kind()) {
            case RING -> Finding.Kind.INVALID;
            case SNAP, INSERT, DERIVE -> Finding.Kind.UNMATCHED;
            case FILL -> Finding.Kind.GAP;
            case CUT -> Finding.Kind.OVERLAP;
            case TRIM -> Finding.Kind.OUTSIDE;
            case CRUMB -> Finding.Kind.PARTS;
        };
        return new Finding(
                kind,
                repair.codes(),
                "not made to fit: " + repair.sentence() + " (" + repair.id() + ")",
                repair.where());
    }
}
