package io.sixgrid.data.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Folds the events of one (device, kind) into episodes. Pure, and commutative in the order of arrival: it sorts by
 * {@link Event#FOLD_ORDER}, so events that come late, twice removed or on another worker give the same alerts.
 *
 * <ul>
 *   <li>An open or a refresh opens an episode if none goes on, and refreshes it otherwise.
 *   <li>A close ends the episode that goes on; without one it changes nothing.
 *   <li>Silence longer than the auto-close duration ends an episode at its deadline.
 * </ul>
 */
final class AlertFold {
    private AlertFold() {}

    /**
     * The episodes in order of time.
     *
     * @param latest the newest episode so far, all of whose events sort before {@code events}; it comes first in the
     *               answer, changed or not
     */
    static List<FoldedAlert> fold(Optional<FoldedAlert> latest, Collection<Event> events) {
        List<FoldedAlert> episodes = new ArrayList<>();
        latest.ifPresent(episodes::add);
        for (Event event : events.stream().sorted(Event.FOLD_ORDER).toList()) {
            take(event, episodes);
        }
        return List.copyOf(episodes);
    }

    private static void take(Event event, List<FoldedAlert> episodes) {
        int newest = episodes.size() - 1;
        boolean goesOn = newest >= 0 && episodes.get(newest).goesOn(event.at());
        if (goesOn) {
            FoldedAlert alert = episodes.get(newest);
            episodes.set(
                    newest, event.said().phase() == Phase.CLOSE ? alert.closedBy(event) : alert.refreshedBy(event));
        } else if (event.said().phase() != Phase.CLOSE) {
            if (newest >= 0) {
                episodes.set(newest, episodes.get(newest).settled(event.at()));
            }
            episodes.add(FoldedAlert.openedBy(event));
        }
    }
}
