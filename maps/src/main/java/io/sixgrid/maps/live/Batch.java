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
 * @param seq              the number of the last of those changes
 * @param time             when the state was read
 * @param missingAlerts    touched, but not there any more: a late event joined two episodes into one
 * @param missingIncidents touched, but not there any more
 */
record Batch(
        long seq,
        Instant time,
        List<Alert> alerts,
        List<Long> missingAlerts,
        List<Incident> incidents,
        List<Long> missingIncidents,
        List<String> devices,
        OptionalLong revision) {
    /** What a {@code changes} event carries; {@code gone} left the filter, or was never in it, or is no more. */
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
        // What is no more cannot be asked whether it was shown, so every display is told.
        List<Long> gone = new ArrayList<>(missingAlerts);
        for (Alert alert : alerts) {
            if (filter.wants(alert)) {
                wanted.add(AlertView.of(alert));
            } else if (filter.concerns(alert)) {
                gone.add(alert.id());
            }
        }
        List<IncidentView> wantedIncidents = new ArrayList<>();
        List<Long> goneIncidents = new ArrayList<>(missingIncidents);
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
