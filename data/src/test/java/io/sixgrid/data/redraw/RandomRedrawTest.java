package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.MeshCity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No sequence of operations leaves boundaries that do not hold, and taking all of them back leaves what was there. */
final class RandomRedrawTest {
    private static final int PROVEN_EVERY = 40;

    private final Map<String, Integer> applied = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();

    @Test
    void fifteen_hundred_operations_and_none_leaves_what_is_not_proven() {
        run(20261126, 6, 1_500);
    }

    @Test
    @Tag("long")
    void many_thousands_are_not_either() {
        for (int seed = 1; seed <= 8; seed++) {
            run(seed, 9, 3_000);
        }
    }

    private void run(long seed, int size, int operations) {
        System.out.println("RandomRedrawTest: seed " + seed + ", size " + size);
        MeshCity mesh = new MeshCity(size, seed);
        SketchCity city = SketchCity.of(mesh, mesh.gridsWithAbsentLevels(), Set.of("G0-1", "G1-1", "G2-5"));
        String start = city.everything();
        Random random = new Random(seed);
        RandomOperations next = new RandomOperations(city.sketch, random);
        Deque<Edit> done = new ArrayDeque<>();
        for (int i = 1; i <= operations; i++) {
            if (random.nextInt(12) == 0 && !done.isEmpty()) {
                city.sketch.apply(done.pop().inverse());
            } else {
                attempt(city, next.next(size * size), random, done);
            }
            if (i % PROVEN_EVERY == 0) {
                city.requireProven();
            }
        }
        city.requireProven();
        done.forEach(edit -> city.sketch.apply(edit.inverse()));
        System.out.println("applied " + applied + ", refused " + refused);
        assertThat(city.everything()).isEqualTo(start);
        assertThat(applied.keySet()).containsExactlyInAnyOrderElementsOf(OperationReader.kinds());
    }

    private void attempt(SketchCity city, String json, Random random, Deque<Edit> done) {
        // Of those refused, some are compared: writing everything down takes longer than most operations.
        String before = random.nextInt(20) == 0 ? city.everything() : "";
        String kind = DraftCity.json(json).get("kind").textValue();
        try {
            Attempt attempt = city.attempt(json);
            attempt.edit().ifPresent(done::push);
            (attempt.edit().isPresent() ? applied : refused).merge(kind, 1, Integer::sum);
            if (attempt.edit().isPresent()) {
                return;
            }
        } catch (SixgridException e) {
            refused.merge(kind, 1, Integer::sum);
            assertThat(e.kind()).as(json).isIn(SixgridException.Kind.INVALID, SixgridException.Kind.CONFLICT);
        } catch (RuntimeException e) {
            throw new AssertionError(json, e);
        }
        if (!before.isEmpty()) {
            assertThat(city.everything()).as(json).isEqualTo(before);
        }
    }
}
