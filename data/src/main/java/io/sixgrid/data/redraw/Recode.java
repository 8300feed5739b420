package io.sixgrid.data.redraw;

/** Gives a grid another code. It goes on as the same grid, and those below it stay below it. */
record Recode(String grid, String code) implements Operation {
    static Operation read(OperationMembers members) {
        return new Recode(members.text("grid"), members.code("code"));
    }

    @Override
    public String kind() {
        return "recode";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        changes.change(sketch.required(grid, "grid"), piece -> piece.withCode(code));
    }
}
