package io.sixgrid.data.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gathers, for one batch, which rows of {@code alert} change, appear or go. Rows keep their ids as long as their opening
 * moment lies in an episode, so who refers to an alert rarely notices that a late event moved its ends. Used by one
 * thread.
 */
final class EpisodeChanges {
    /** What alerts are told apart by, besides time. */
    record AlertKey(String device, String kind) {
        static AlertKey of(Event event) {
            return new AlertKey(event.said().device(), event.said().kind());
        }
    }

    /** A row as it stands in the database, silence not counted as an ending. */
    record StoredAlert(long id, AlertKey key, FoldedAlert alert) {}

    /** A row to write; without an id, a new one. */
    record Write(Optional<Long> id, AlertKey key, FoldedAlert alert) {
        long requireId() {
            return id.orElseThrow();
        }
    }

    private final Instant now;
    private final List<Write> writes = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();

    /** @param now alerts whose deadline is before it are written as closed */
    EpisodeChanges(Instant now) {
        this.now = now;
    }

    /** Folds {@code events}, all of which sort after what {@code newest} holds. */
    void follow(AlertKey key, Optional<StoredAlert> newest, Collection<Event> events) {
        List<FoldedAlert> episodes = AlertFold.fold(newest.map(StoredAlert::alert), events);
        for (int i = 0; i < episodes.size(); i++) {
            Optional<StoredAlert> row = i == 0 ? newest : Optional.empty();
            add(key, row, episodes.get(i));
        }
    }

    /** Replaces {@code known}, all alerts from the first of {@code events} on, by what all those events fold to. */
    void replace(AlertKey key, List<StoredAlert> known, Collection<Event> events) {
        List<StoredAlert> left = new ArrayList<>(known);
        left.sort(Comparator.comparingLong(StoredAlert::id));
        for (FoldedAlert episode : AlertFold.fold(Optional.empty(), events)) {
            List<StoredAlert> within = left.stream()
                    .filter(row -> holds(episode, row.alert().opening().at()))
                    .toList();
            left.removeAll(within);
            add(key, within.stream().findFirst(), episode);
            within.stream().skip(1).forEach(row -> gone.add(row.id()));
        }
        left.forEach(row -> gone.add(row.id()));
    }

    /** Ids of alerts that a late event joined to another. */
    List<Long> gone() {
        return gone;
    }

    List<Write> updates(boolean ended) {
        return writes.stream()
                .filter(write ->
                        write.id().isPresent() && write.alert().ending().isPresent() == ended)
                .toList();
    }

    List<Write> inserts() {
        return writes.stream().filter(write -> write.id().isEmpty()).toList();
    }

    private void add(AlertKey key, Optional<StoredAlert> row, FoldedAlert episode) {
        boolean same = row.map(stored -> stored.alert().equals(episode)).orElse(false);
        if (!same) {
            writes.add(new Write(row.map(StoredAlert::id), key, episode.settled(now)));
        }
    }

    private static boolean holds(FoldedAlert episode, Instant moment) {
        return !moment.isBefore(episode.opening().at())
                && !moment.isAfter(episode.last().at());
    }
}
