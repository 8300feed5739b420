package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Grid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.locationtech.jts.geom.Geometry;

/**
 * What an operation says of a grid that comes of it. What it does not say, a grid that goes on keeps.
 *
 * @param path       of the member that says it, for messages, e.g. {@code parts[0].}; empty at the top
 * @param name       required of a new grid
 * @param shortName  the name where absent
 * @param people     empty where nothing is said
 */
record Described(
        String path,
        String code,
        Optional<String> name,
        Optional<String> shortName,
        List<String> people,
        Optional<Integer> households,
        Optional<String> areaClass) {
    Described {
        people = List.copyOf(people);
        households.filter(count -> count < 0).ifPresent(count -> {
            throw SixgridException.invalid(path + "households", path + "households is negative: " + count);
        });
    }

    static Described read(String path, OperationMembers members) {
        return new Described(
                path,
                members.code("code"),
                members.optionalText("name"),
                members.optionalText("shortName"),
                members.texts("people"),
                members.optionalWhole("households"),
                members.optionalText("areaClass"));
    }

    /** A new grid, yet without land. */
    Piece create(int level, long parent, Geometry land) {
        String given = name.orElseThrow(
                () -> SixgridException.invalid(path + "name", path + "name is missing: grid " + code + " is new"));
        return apply(new Piece(0, level, code, given, shortName.orElse(given), parent, Grid.Facts.NONE, land));
    }

    /** The grid as it goes on. */
    Piece apply(Piece piece) {
        Grid.Facts had = piece.facts();
        String other = name.orElse(piece.name());
        return piece.withNames(other, shortName.orElse(other.equals(piece.name()) ? piece.shortName() : other))
                .withFacts(new Grid.Facts(
                        people.isEmpty() ? had.people() : people,
                        households.orElse(had.households()),
                        areaClass.orElse(had.areaClass()),
                        had.more(),
                        had.exclave()));
    }

    /** The same, counted from what it is made of where nothing is said and that is known. */
    Piece counted(Piece piece, OptionalInt count) {
        return households.isPresent()
                ? piece
                : piece.withFacts(Drawn.counted(piece.facts(), count.isPresent() ? (Integer) count.getAsInt() : null));
    }

    /** Refuses a code that another grid has. */
    void requireFree(Sketch sketch, List<Piece> goingOn) {
        sketch.piece(code).filter(taken -> !goingOn.contains(taken)).ifPresent(taken -> {
            throw SixgridException.conflict("another grid has the code " + code + ": " + path + "code")
                    .in(path + "code");
        });
    }
}
