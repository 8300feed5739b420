package io.sixgrid.maps.live;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.alert.Alert;
import io.sixgrid.data.alert.AlertGroup;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert as JSON answers and the live stream say it: one flat object, its parts grouped here for the reader.
 *
 * @param severity 1 (worst) to 4
 * @param text     what the device said, for people
 * @param media    a link to a picture or clip
 * @param group    what it is shown with, while a flood of its kind lasts
 */
public record AlertView(
        long id,
        @JsonUnwrapped Origin origin,
        int severity,
        @JsonUnwrapped Life life,
        @JsonUnwrapped PlaceView place,
        Optional<String> unplaced,
        Optional<String> text,
        Optional<String> media,
        Optional<Group> group) {
    /**
     * Who said it.
     *
     * @param deviceName     absent for an unknown device
     * @param sourceSeverity the source's own value
     * @param source         the payload format whose event opened it
     */
    public record Origin(
            String device, Optional<String> deviceName, String kind, Optional<String> sourceSeverity, String source) {}

    /**
     * Its episode.
     *
     * @param state {@code open} or {@code closed}
     */
    public record Life(
            String state,
            Instant opened,
            Instant lastSeen,
            Optional<Instant> closed,
            Optional<String> closedBy,
            int events,
            boolean skewed) {}

    /**
     * The group of an open alert: {@code gateway} or {@code grid} is the code of what its members have in common.
     *
     * @param key  unique among groups
     * @param name of the gateway or the grid, for people
     */
    public record Group(String key, Optional<String> gateway, Optional<String> grid, String name) {
        static Group of(AlertGroup group) {
            Optional<String> code = Optional.of(group.code());
            return switch (group.by()) {
                case GATEWAY -> new Group(group.key(), code, Optional.empty(), group.name());
                case GRID -> new Group(group.key(), Optional.empty(), code, group.name());
            };
        }
    }

    /** How {@code alert} is said. */
    public static AlertView of(Alert alert) {
        Alert.Episode episode = alert.episode();
        Alert.Said said = alert.said();
        return new AlertView(
                alert.id(),
                new Origin(alert.device(), said.deviceName(), alert.kind(), said.severity(), said.source()),
                alert.severity().level(),
                new Life(
                        episode.open() ? "open" : "closed",
                        episode.opened(),
                        episode.lastSeen(),
                        episode.closed(),
                        episode.closedBy(),
                        episode.events(),
                        episode.skewed()),
                PlaceView.of(alert.place(), alert.chain()),
                alert.unplaced(),
                said.text(),
                said.media(),
                alert.group().map(Group::of));
    }
}
