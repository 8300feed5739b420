package io.sixgrid.data.change;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one committed transaction changed of the things displays show: ids only, whoever shows them reads their present
 * state.
 *
 * @param seq       its place in the stream; a number once seen has nothing unseen below it
 * @param events    ids of events stored
 * @param alerts    ids of alerts opened, refreshed, closed or placed again
 * @param incidents ids of incidents
 * @param devices   ids of devices and video points
 * @param revision  the number of a published revision
 */
public record Change(
        long seq,
        Instant made,
        List<Long> events,
        List<Long> alerts,
        List<Long> incidents,
        List<String> devices,
        OptionalLong revision) {
    public Change {
        events = List.copyOf(events);
        alerts = List.copyOf(alerts);
        incidents = List.copyOf(incidents);
        devices = List.copyOf(devices);
    }
}
