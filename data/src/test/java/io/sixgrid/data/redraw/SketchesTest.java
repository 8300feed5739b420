package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sketches in memory: one for each draft, those that were used lately. */
final class SketchesTest {
    private static final String[] WHOLE = {"0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2"};

    private final Sketches sketches = new Sketches();

    private static Draft draft(long id) {
        return new Draft(
                id,
                "board",
                "a draft",
                Optional.empty(),
                new Draft.Begun(1, Instant.EPOCH),
                new Draft.Aim(Optional.empty(), Optional.empty(), Optional.empty()),
                Draft.State.OPEN,
                "planner",
                0,
                1);
    }

    private Sketch sketch(long id, Base base) {
        return sketches.exclusively(id, () -> sketches.at(draft(id), base, List::of));
    }

    @Test
    void one_that_is_in_use_is_not_forgotten_whatever_else_is_asked_for_meanwhile() {
        Base base = Board.crossing().sketch(WHOLE).base();

        sketches.exclusively(1, () -> {
            Sketch mine = sketches.at(draft(1), base, List::of);
            for (long other = 2; other < 100; other++) {
                sketch(other, base);
            }
            assertThat(sketches.at(draft(1), base, List::of)).isSameAs(mine);
            return mine;
        });
        assertThat(sketch(99, base)).isSameAs(sketch(99, base));
    }

    @Test
    void sketches_of_many_drafts_of_one_city_are_kept_and_of_many_cities_few() {
        Base base = Board.crossing().sketch(WHOLE).base();
        Sketch first = sketch(1, base);
        for (long other = 2; other <= 20; other++) {
            sketch(other, base);
        }
        assertThat(sketch(1, base)).isSameAs(first);

        for (long other = 21; other <= 25; other++) {
            sketch(other, Board.crossing().sketch(WHOLE).base());
        }
        assertThat(sketch(1, base)).isNotSameAs(first);
    }
}
