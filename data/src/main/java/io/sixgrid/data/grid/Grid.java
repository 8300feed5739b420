package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * What a planner says of one grid: everything but its identity and its times.
 *
 * @param level      1 is the widest
 * @param code       unique in its scheme at any moment, never reused
 * @param shortName  what the map writes; the name where it is short enough
 * @param parent     code of the nearest wider grid, at whatever smaller level; null at level 1
 * @param facts      people in charge, households, area class and further attributes
 * @param shape      polygon or multipolygon on the lattice, EPSG:4326, lon before lat
 */
public record Grid(
        int level,
        String code,
        String name,
        String shortName,
        @Nullable String parent,
        Facts facts,
        Geometry shape) {
    public Grid {
        if (code.isBlank()) {
            throw SixgridException.invalid("code", "a grid's code is empty");
        }
        if (name.isBlank()) {
            throw SixgridException.invalid("name", "the name of grid " + code + " is empty");
        }
        if ((parent == null) != (level == 1)) {
            throw SixgridException.invalid(
                    "parent",
                    "grid " + code + " of level " + level + (level == 1 ? " has a parent" : " has no parent"));
        }
    }

    /** The same grid over other land. */
    public Grid withShape(Geometry other) {
        return new Grid(level, code, name, shortName, parent, facts, other);
    }

    /**
     * What is known of a grid besides its place.
     *
     * @param people     who is in charge, the first named first
     * @param households null when not counted
     * @param areaClass  e.g. {@code residential}; null when not classed
     * @param more       further attributes as they came
     * @param exclave    why it may lie in several parts; null where it may not
     */
    public record Facts(
            List<String> people,
            @Nullable Integer households,
            @Nullable String areaClass,
            Map<String, String> more,
            @Nullable String exclave) {
        /** Nothing known. */
        public static final Facts NONE = new Facts(List.of(), null, null, Map.of());

        /** Of a grid in one part. */
        public Facts(
                List<String> people,
                @Nullable Integer households,
                @Nullable String areaClass,
                Map<String, String> more) {
            this(people, households, areaClass, more, null);
        }

        /** The same of a grid that may lie in several parts. */
        public Facts withExclave(@Nullable String reason) {
            return new Facts(people, households, areaClass, more, reason);
        }

        public Facts {
            people = List.copyOf(people);
            more = Map.copyOf(more);
            if (households != null && households < 0) {
                throw SixgridException.invalid("households", "households is negative: " + households);
            }
            if (exclave != null && exclave.isBlank()) {
                throw SixgridException.invalid("exclave", "an exclave needs a reason, and it is empty");
            }
        }
    }
}
