package io.sixgrid.maps.live;

import io.sixgrid.data.alert.Alert;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.incident.Incident;
import io.sixgrid.data.place.GridRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one display wants to hear of; an empty part wants all. Displays with equal filters share their encoded frames.
 *
 * @param grid       code of the grid whose whole subtree is wanted
 * @param severities empty wants all
 * @param kinds      empty wants all
 * @param device     alerts of this device only, and no incidents
 * @param open       true wants open things, false closed ones
 */
record LiveFilter(
        Optional<String> grid,
        Set<Severity> severities,
        Set<String> kinds,
        Optional<String> device,
        Optional<Boolean> open) {
    /** Wants all. */
    static final LiveFilter ALL =
            new LiveFilter(Optional.empty(), Set.of(), Set.of(), Optional.empty(), Optional.empty());

    LiveFilter {
        severities = Set.copyOf(severities);
        kinds = Set.copyOf(kinds);
    }

    /**
     * Whether {@code alert} could ever be shown: what it is by never changes. One that could, but is not wanted now, may
     * have been shown a moment ago, so the display is told that it left.
     */
    boolean concerns(Alert alert) {
        return takesKind(alert.kind())
                && device.map(wanted -> wanted.equals(alert.device())).orElse(true);
    }

    boolean wants(Alert alert) {
        return concerns(alert) && takesPresent(alert.severity(), alert.episode().open()) && takesChain(alert.chain());
    }

    boolean concerns(Incident incident) {
        return device.isEmpty() && takesKind(incident.what().kind());
    }

    boolean wants(Incident incident) {
        return concerns(incident)
                && takesPresent(
                        incident.what().severity(), incident.life().closed().isEmpty())
                && takesChain(incident.chain());
    }

    boolean wantsDevice(String id) {
        return device.map(id::equals).orElse(true);
    }

    private boolean takesKind(String kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    private boolean takesPresent(Severity severity, boolean isOpen) {
        return (severities.isEmpty() || severities.contains(severity))
                && open.map(wanted -> wanted == isOpen).orElse(true);
    }

    private boolean takesChain(List<GridRef> chain) {
        return grid.isEmpty() || chain.stream().anyMatch(ref -> ref.code().equals(grid.get()));
    }
}
