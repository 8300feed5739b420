package io.sixgrid.data.alert;

import static io.sixgrid.data.alert.StandingMesh.SPLIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands in grids that a draft merges in an hour, before others that are merged in two. */
@PostgisTest
final class DraftReplacementTest {
    @Test
    void what_is_open_is_placed_again_at_each_moment_and_what_is_closed_keeps_its_place(TestDatabase database) {
        StandingMesh mesh = new StandingMesh(database.jdbi());
        mesh.register("cam-1");
        mesh.store(mesh.open("cam-1", mesh.begin));
        mesh.store(mesh.open("cam-2", mesh.begin), mesh.close("cam-2", mesh.begin.plusSeconds(5)));
        long open = mesh.report(Optional.of(StandingMesh.in(SPLIT)));
        long closed = mesh.report(Optional.of(StandingMesh.in(SPLIT)));
        long later = mesh.report(Optional.of(StandingMesh.in("G0-0")));
        mesh.incidents.close(closed, new Author("test", mesh.begin));
        Instant inTwoHours = mesh.takesEffect.plus(1, ChronoUnit.HOURS);
        mesh.publishDraft(inTwoHours, "{'kind':'merge','grids':['G0-0','G0-1'],'into':{'code':'N','name':'later'}}");
        mesh.publishDraft(
                mesh.takesEffect, "{'kind':'merge','grids':['G1-1','G1-2'],'into':{'code':'M','name':'both'}}");

        mesh.now = mesh.takesEffect.minusSeconds(1);
        assertThat(mesh.replacement.work(100)).isZero();

        mesh.now = mesh.takesEffect;
        mesh.replacement.work(100);
        assertThat(mesh.chains("alert where state = 'open'")).containsExactly("M");
        assertThat(mesh.chains("alert where state = 'closed'")).containsExactly(SPLIT);
        assertThat(mesh.chains("device")).containsExactly("M");
        assertThat(mesh.chains("incident where id = " + open)).containsExactly("M");
        assertThat(mesh.chains("incident where id = " + closed)).containsExactly(SPLIT);
        assertThat(mesh.chains("incident where id = " + later)).containsExactly("G0-0");

        mesh.now = inTwoHours;
        mesh.replacement.work(100);
        assertThat(mesh.chains("incident where id = " + later)).containsExactly("N");
        assertThat(mesh.chains("incident where id = " + open)).containsExactly("M");
        for (String subject : List.of("device", "event")) {
            assertThat(mesh.rows("select cause || ' ' || (at = '" + mesh.takesEffect
                            + "') from placement where subject = '" + subject + "' and cause <> 'intake'"))
                    .containsExactly("boundary true");
        }
        assertThat(mesh.rows("select cause || ' ' || (at = '" + inTwoHours + "') from placement"
                        + " where subject = 'incident' and cause <> 'intake' order by id"))
                .containsExactly("boundary false", "boundary true");
    }
}
