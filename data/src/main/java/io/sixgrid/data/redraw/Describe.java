package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Grid.Facts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says what is known of a grid besides its name and its land. What is not mentioned stays; what is mentioned and empty is
 * cleared.
 *
 * @param attributes by name; an empty one is removed
 * @param clears     the attributes that there are, all of them, before others are set
 * @param exclave    why it may lie in several parts
 */
record Describe(
        String grid,
        Optional<List<String>> people,
        Optional<Optional<Integer>> households,
        Optional<Optional<String>> areaClass,
        Map<String, Optional<String>> attributes,
        boolean clears,
        Optional<Optional<String>> exclave)
        implements Operation {
    Describe {
        attributes = Map.copyOf(attributes);
    }

    static Operation read(OperationMembers members) {
        String grid = members.text("grid");
        Describe read = new Describe(
                grid,
                members.mentioned("people") ? Optional.of(members.texts("people")) : Optional.empty(),
                members.mentioned("households") ? Optional.of(members.optionalWhole("households")) : Optional.empty(),
                members.mentioned("areaClass") ? Optional.of(members.optionalText("areaClass")) : Optional.empty(),
                members.clearableTexts("attributes"),
                members.mentioned("attributes") && members.cleared("attributes"),
                members.mentioned("exclave") ? Optional.of(members.optionalText("exclave")) : Optional.empty());
        if (read.equals(new Describe(
                grid, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), false, Optional.empty()))) {
            throw SixgridException.invalid(
                    "grid",
                    "nothing is said of grid " + grid
                            + ": say one of people, households, areaClass, attributes, exclave");
        }
        return read;
    }

    @Override
    public String kind() {
        return "describe";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Piece described = sketch.required(grid, "grid");
        Facts facts = facts(described.facts());
        if (facts.exclave() == null && described.shape().getNumGeometries() > 1) {
            throw SixgridException.conflict("grid " + grid + " lies in "
                    + described.shape().getNumGeometries() + " parts: it needs a reason as an exclave");
        }
        changes.change(described, piece -> piece.withFacts(facts));
    }

    private Facts facts(Facts before) {
        Map<String, String> more = new LinkedHashMap<>(clears ? Map.of() : before.more());
        new TreeMap<>(attributes)
                .forEach((name, value) -> value.ifPresentOrElse(text -> more.put(name, text), () -> more.remove(name)));
        return new Facts(
                people.orElse(before.people()),
                households.isPresent() ? households.get().orElse(null) : before.households(),
                areaClass.isPresent() ? areaClass.get().orElse(null) : before.areaClass(),
                more,
                exclave.isPresent() ? exclave.get().orElse(null) : before.exclave());
    }
}
