package io.sixgrid.data.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sixgrid.data.Progress;
import io.sixgrid.data.fit.Cleaner.Job;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.SegmentChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Geometry;

/** Random meshes with random breaks, seeded. */
final class CleanerPropertyTest {
    private static final Tolerances MAKING = new Tolerances(2, 2, Set.of());
    private static final int MESHES = 40;

    @ParameterizedTest
    @EnumSource
    void whatever_is_broken_fits_when_all_repairs_are_made(Breaks kind) {
        for (int seed = 1; seed <= MESHES; seed++) {
            check(List.of(kind), seed);
        }
    }

    @Test
    void breaks_of_all_kinds_together_fit_when_all_repairs_are_made() {
        for (int seed = 100; seed < 100 + MESHES; seed++) {
            check(List.of(Breaks.values()), seed);
        }
    }

    /** A spike of 35 m is nobody's 2 m. */
    @Test
    void rings_that_are_too_wide_to_be_made_stay_and_are_found() {
        for (int seed = 1; seed <= MESHES; seed++) {
            System.out.println("seed " + seed);
            Random random = new Random(seed);
            FineMesh mesh = new FineMesh(6, 4, random);
            List<Piece> pieces = new ArrayList<>(mesh.pieces());
            pieces.set(7, Breaks.SPIKE.of(pieces.get(7), random));
            pieces.set(8, Breaks.MOVED_VERTEX.of(pieces.get(8), random));
            Cleaning cleaning = clean(pieces, mesh.outline(), MAKING);
            requireUntouched(pieces, cleaning);
            assertThat(cleaning.findings())
                    .as("seed " + seed)
                    .anyMatch(finding -> finding.kind() == Finding.Kind.INVALID
                            && finding.codes().contains(pieces.get(7).code()));
        }
    }

    private static void check(List<Breaks> kinds, int seed) {
        System.out.println("seed " + seed + " of " + kinds);
        Random random = new Random(seed);
        FineMesh mesh = new FineMesh(6, 4, random);
        List<Piece> pieces = new ArrayList<>(mesh.pieces());
        for (int i = 0; i < 6; i++) {
            int at = random.nextInt(pieces.size());
            pieces.set(at, kinds.get(random.nextInt(kinds.size())).of(pieces.get(at), random));
        }
        Cleaning proposed = clean(pieces, mesh.outline(), Tolerances.PROPOSING);
        Cleaning made = clean(pieces, mesh.outline(), new Tolerances(2, 2, Set.copyOf(ids(proposed))));
        requireFits(made, "seed " + seed);
        requireUntouched(pieces, made);
        assertThat(ids(proposed)).isEqualTo(ids(made));
        requireUntouched(pieces, proposed);
        assertThat(proposed.findings().isEmpty()).isEqualTo(proposed.repairs().isEmpty());
    }

    private static Cleaning clean(List<Piece> pieces, Geometry outline, Tolerances tolerances) {
        return Cleaner.clean(new Job(pieces, Optional.of(outline), List.of(), tolerances), Progress.SILENT);
    }

    private static void requireFits(Cleaning cleaning, String about) {
        SegmentChain chain = new SegmentChain()
                .addAll(cleaning.shapes().values())
                .subtract(cleaning.outline().orElseThrow());
        assertThat(cleaning.findings()).as(about).isEmpty();
        assertThat(chain.rest().toText()).as(about).isEqualTo("MULTILINESTRING EMPTY");
        assertThat(cleaning.shapes().values()).as(about).allMatch(Geometry::isValid);
    }

    /** Who is named by no repair that was made is the very same shape. */
    private static void requireUntouched(List<Piece> pieces, Cleaning cleaning) {
        Set<String> named = cleaning.repairs().stream()
                .filter(Repair::accepted)
                .flatMap(repair -> repair.codes().stream())
                .collect(Collectors.toSet());
        Map<String, Geometry> shapes = cleaning.shapes();
        for (Piece piece : pieces) {
            if (!named.contains(piece.code())) {
                assertThatObject(shapes.get(piece.code())).as(piece.code()).isSameAs(piece.shape());
            }
        }
    }

    private static List<String> ids(Cleaning cleaning) {
        return cleaning.repairs().stream().map(Repair::id).sorted().toList();
    }
}
