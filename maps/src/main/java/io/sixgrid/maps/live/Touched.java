package io.sixgrid.maps.live;

import io.sixgrid.data.change.Change;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;

/** What a run of changes touched, each id once. Used by one thread. */
final class Touched {
    private final Set<Long> alerts = new LinkedHashSet<>();
    private final Set<Long> incidents = new LinkedHashSet<>();
    private final Set<String> devices = new LinkedHashSet<>();
    private OptionalLong revision = OptionalLong.empty();

    void add(Change change) {
        alerts.addAll(change.alerts());
        incidents.addAll(change.incidents());
        devices.addAll(change.devices());
        if (change.revision().isPresent()) {
            revision = change.revision();
        }
    }

    int size() {
        return alerts.size() + incidents.size() + devices.size();
    }

    Set<Long> alerts() {
        return alerts;
    }

    Set<Long> incidents() {
        return incidents;
    }

    Set<String> devices() {
        return devices;
    }

    /** The newest of those that were published. */
    OptionalLong revision() {
        return revision;
    }
}
