package io.sixgrid.data.redraw;

import java.util.Optional;

/**
 * Gives a grid another name.
 *
 * @param shortName what the map writes; empty takes the name
 */
record Rename(String grid, String name, Optional<String> shortName) implements Operation {
    static Operation read(OperationMembers members) {
        return new Rename(members.text("grid"), members.text("name"), members.optionalText("shortName"));
    }

    @Override
    public String kind() {
        return "rename";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        changes.change(sketch.required(grid, "grid"), piece -> piece.withNames(name, shortName.orElse(name)));
    }
}
