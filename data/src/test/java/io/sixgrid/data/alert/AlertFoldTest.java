package io.sixgrid.data.alert;

import static io.sixgrid.data.alert.Events.close;
import static io.sixgrid.data.alert.Events.event;
import static io.sixgrid.data.alert.Events.open;
import static io.sixgrid.data.alert.Events.operatorClose;
import static io.sixgrid.data.alert.Events.refresh;
import static io.sixgrid.data.alert.Events.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AlertFoldTest {
    @Test
    void an_open_and_its_close_are_one_alert_closed_by_the_device() {
        FoldedAlert alert = only(open(0), close(10));
        assertThat(alert.opening().at()).isEqualTo(second(0));
        assertThat(alert.ending()).contains(new FoldedAlert.Ending(second(10), "device"));
        assertThat(alert.events()).isEqualTo(2);
    }

    @Test
    void an_open_said_again_refreshes_and_does_not_multiply() {
        FoldedAlert alert = only(open(0), open(10), refresh(20), open(70));
        assertThat(alert.opening().at()).isEqualTo(second(0));
        assertThat(alert.last().at()).isEqualTo(second(70));
        assertThat(alert.events()).isEqualTo(4);
        assertThat(alert.ending()).isEmpty();
    }

    @Test
    void a_close_that_arrives_before_its_open_closes_it() {
        assertThat(only(close(10), open(0))).isEqualTo(only(open(0), close(10)));
    }

    @Test
    void a_close_without_an_open_is_no_alert() {
        assertThat(fold(close(10))).isEmpty();
    }

    @Test
    void a_refresh_whose_open_was_lost_opens() {
        assertThat(only(refresh(5)).opening().at()).isEqualTo(second(5));
    }

    @Test
    void severity_is_the_worst_seen_and_keeps_the_word_of_its_source() {
        FoldedAlert alert = only(
                event(0, Phase.OPEN, Severity.BLUE),
                event(1, Phase.REFRESH, Severity.RED),
                event(2, Phase.REFRESH, Severity.YELLOW));
        assertThat(alert.worst()).isEqualTo(new FoldedAlert.Worst(Severity.RED, Optional.of("RED")));
    }

    @Test
    void silence_longer_than_the_duration_splits_and_just_as_long_does_not() {
        assertThat(fold(open(0), refresh(60))).hasSize(1);
        List<FoldedAlert> split = fold(open(0), refresh(61));
        assertThat(split).hasSize(2);
        assertThat(split.get(0).ending()).contains(new FoldedAlert.Ending(second(60), "silence"));
        assertThat(split.get(1).ending()).isEmpty();
    }

    @Test
    void a_refresh_puts_silence_off() {
        assertThat(fold(open(0), refresh(50), refresh(100), refresh(150))).hasSize(1);
    }

    @Test
    void a_close_after_silence_changes_nothing() {
        assertThat(only(open(0), close(100)).settled(second(1000)).ending())
                .contains(new FoldedAlert.Ending(second(60), "silence"));
    }

    @Test
    void at_the_same_instant_open_comes_before_close() {
        assertThat(only(close(5), open(5)).ending()).contains(new FoldedAlert.Ending(second(5), "device"));
    }

    @Test
    void an_operator_closes_whatever_severity_devices_said() {
        FoldedAlert alert = only(open(0), operatorClose("cam-1", 10));
        assertThat(alert.ending()).contains(new FoldedAlert.Ending(second(10), "operator"));
        assertThat(alert.worst().severity()).isEqualTo(Severity.YELLOW);
    }

    @Test
    void an_event_from_before_an_operators_close_does_not_undo_it() {
        assertThat(only(open(0), operatorClose("cam-1", 10), refresh(5)).ending())
                .contains(new FoldedAlert.Ending(second(10), "operator"));
    }

    @Test
    void a_refresh_after_an_operators_close_opens_anew() {
        List<FoldedAlert> episodes = fold(open(0), operatorClose("cam-1", 10), refresh(11));
        assertThat(episodes).hasSize(2);
        assertThat(episodes.get(1).opening().at()).isEqualTo(second(11));
    }

    @Test
    void the_first_placed_event_says_where_the_alert_stands() {
        FoldedAlert alert = only(open(0), refresh(1), refresh(2));
        assertThat(alert.standing().chain()).containsExactly(1L);
        assertThat(only(open(0), refresh(3)).standing().unplaced()).contains(Unplaced.NO_POSITION);
    }

    private static FoldedAlert only(Event... events) {
        List<FoldedAlert> episodes = fold(events);
        assertThat(episodes).hasSize(1);
        return episodes.get(0);
    }

    private static List<FoldedAlert> fold(Event... events) {
        return AlertFold.fold(Optional.empty(), List.of(events));
    }
}
