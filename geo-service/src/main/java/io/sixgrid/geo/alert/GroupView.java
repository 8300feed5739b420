package io.sixgrid.geo.alert;

import io.sixgrid.data.alert.AlertGroup;
import java.time.Instant;
import java.util.Optional;

/**
 * A group of open alerts as JSON answers say it; {@code gateway} or {@code grid} is there, never both.
 *
 * @param severity the worst of its alerts, 1 (worst) to 4
 * @param opened   when the first of them opened
 * @param lastSeen when one of them was last seen
 */
record GroupView(
        String key,
        String kind,
        Optional<Named> gateway,
        Optional<Named> grid,
        int count,
        int severity,
        Instant opened,
        Instant lastSeen) {
    /** What its alerts have in common. */
    record Named(String code, String name) {}

    static GroupView of(AlertGroup.Flood flood) {
        AlertGroup group = flood.group();
        Optional<Named> named = Optional.of(new Named(group.code(), group.name()));
        return new GroupView(
                group.key(),
                group.kind(),
                named.filter(n -> group.by() == AlertGroup.By.GATEWAY),
                named.filter(n -> group.by() == AlertGroup.By.GRID),
                flood.count(),
                flood.severity().level(),
                flood.opened(),
                flood.lastSeen());
    }
}
