package io.sixgrid.maps.live;

import io.sixgrid.data.alert.Alert;
import io.sixgrid.data.incident.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The present state of everything that a run of changes touched.
 *
 * @param seq  the number of the last of those changes
 * @param time when the state was read
 */
record Batch(
        long seq,
        Instant time,
        List<Alert> alerts,
        List<Incident> incidents,
        List<String> devices,
        OptionalLong revision) {
    /** What a {@code changes} event carries; {@code gone} left the filter, or was never in it. */
    record Changes(
            long seq,
            Instant time,
            List<AlertView> alerts,
            List<Long> gone,
            List<IncidentView> incidents,
            List<Long> goneIncidents,
            List<String> devices,
            OptionalLong revision) {
        boolean isEmpty() {
            return alerts.isEmpty()
                    && gone.isEmpty()
                    && incidents.isEmpty()
                    && goneIncidents.isEmpty()
                    && devices.isEmpty()
                    && revision.isEmpty();
        }
    }

    /** As a display with {@code filter} is told it; empty when nothing of it concerns it. */
    Optional<Frame> frame(LiveFilter filter) {
        List<AlertView> wanted = new ArrayList<>();
        List<Long> gone = new ArrayList<>();
        for (Alert alert : alerts) {
            if (filter.wants(alert)) {
                wanted.add(AlertView.of(alert));
            } else if (filter.concerns(alert)) {
                gone.add(alert.id());
            }
        }
        List<IncidentView> wantedIncidents = new ArrayList<>();
        List<Long> goneIncidents = new ArrayList<>();
        for (Incident incident : incidents) {
            if (filter.wants(incident)) {
                wantedIncidents.add(IncidentView.of(incident));
            } else if (filter.concerns(incident)) {
                goneIncidents.add(incident.id());
            }
        }
        List<String> wantedDevices =
                devices.stream().filter(filter::wantsDevice).toList();
        Changes changes = new Changes(seq, time, wanted, gone, wantedIncidents, goneIncidents, wantedDevices, revision);
        return changes.isEmpty() ? Optional.empty() : Optional.of(Frame.of("changes", seq, changes));
    }
}
