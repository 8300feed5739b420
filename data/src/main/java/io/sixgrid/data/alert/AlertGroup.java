package io.sixgrid.data.alert;

import io.sixgrid.data.place.GridRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What devices that fall silent together have in common. After a network cut hundreds of them report at once, and an operator
 * wants one line: so open alerts of {@link #KINDS} group by kind and gateway, and where a device has no gateway, by kind and
 * grid. A group is derived whenever alerts are read; nothing of it is stored.
 *
 * @param by   what they have in common
 * @param code the id of the gateway, or the code of the grid
 * @param name for people; that of the grid, or of the gateway where that is registered, else its id
 */
public record AlertGroup(String kind, By by, String code, String name) {
    /** The kinds that come in floods. */
    public static final Set<String> KINDS = Set.of("low-battery", "offline");

    /** What the alerts of a group have in common besides their kind. */
    public enum By {
        GATEWAY,
        GRID;

        /** The word for it in programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The gateway that a device is registered behind, and its name where it is registered itself. */
    record Gateway(String id, Optional<String> name) {}

    /** Unique among groups, and the same for as long as the group lasts. */
    public String key() {
        return kind + "/" + by.code() + "/" + code;
    }

    /** The group of all open alerts of {@code kind} behind {@code gateway}. */
    static AlertGroup behind(String kind, Gateway gateway) {
        return new AlertGroup(kind, By.GATEWAY, gateway.id(), gateway.name().orElse(gateway.id()));
    }

    /** The group of all open alerts of {@code kind} in {@code grid} whose devices have no gateway. */
    static AlertGroup in(String kind, GridRef grid) {
        return new AlertGroup(kind, By.GRID, grid.code(), grid.name());
    }

    /**
     * The group of an open alert; empty for another kind, and for an unplaced alert of a device without a gateway.
     *
     * @param deepest the deepest tiling level ({@code Scheme.deepestTiling()}): what groups is the deepest grid of the chain
     *                that is of it or of a wider one, as levels may be absent in places
     */
    static Optional<AlertGroup> of(String kind, Optional<Gateway> gateway, List<GridRef> chain, int deepest) {
        if (!KINDS.contains(kind)) {
            return Optional.empty();
        }
        return gateway.map(behind -> behind(kind, behind))
                .or(() -> chain.stream()
                        .filter(grid -> grid.level() <= deepest)
                        .max(Comparator.comparingInt(GridRef::level))
                        .map(grid -> in(kind, grid)));
    }

    /**
     * A group of which two or more alerts are open.
     *
     * @param severity the worst of them
     * @param opened   when the first of them opened
     * @param lastSeen when one of them was last seen
     */
    public record Flood(AlertGroup group, int count, Severity severity, Instant opened, Instant lastSeen) {}
}
