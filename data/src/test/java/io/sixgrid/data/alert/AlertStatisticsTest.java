package io.sixgrid.data.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.statistics.Bin.Why;
import io.sixgrid.data.statistics.Reconciliation;
import io.sixgrid.data.statistics.Statistics;
import io.sixgrid.data.statistics.StatisticsQuery;
import io.sixgrid.data.statistics.StatisticsStore;
import io.sixgrid.data.statistics.Subject;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alerts of before a split, placed again after it, and one that nobody can place. */
@PostgisTest
final class AlertStatisticsTest {
    @Test
    void an_alert_was_where_its_event_was_first_placed(TestDatabase database) {
        StandingMesh mesh = new StandingMesh(database.jdbi());
        mesh.register("cam", "eye");
        mesh.store(mesh.open("cam", mesh.begin), mesh.open("eye", mesh.begin), mesh.close("eye", mesh.begin));
        mesh.store(mesh.unplaced("stranger", mesh.begin));
        mesh.publish(redraw -> redraw.split(StandingMesh.SPLIT, "A", "B"));
        mesh.now = mesh.takesEffect;
        mesh.replacement.work(100);

        Reconciliation both = new Statistics(new StatisticsStore(database.jdbi()), mesh.boundaries(), ZoneOffset.UTC)
                .both(
                        new StatisticsQuery(
                                Subject.ALERTS,
                                2,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Subject.Dimension.STATE),
                                mesh.takesEffect,
                                Optional.empty()),
                        mesh.boundaries());
        assertThat(both.asWas().in(StandingMesh.SPLIT).parts())
                .containsEntry("open", 1L)
                .containsEntry("closed", 1L);
        assertThat(both.asNow().in("A").all()).isEqualTo(2);
        assertThat(both.asWas().in(Why.UNKNOWN_DEVICE).all()).isEqualTo(1);
        assertThat(both.asNow().in(Why.UNKNOWN_DEVICE).all()).isEqualTo(1);
        assertThat(both.difference()).isZero();
    }
}
