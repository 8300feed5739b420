package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.Progress;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.edition.EditionTrial;
import io.sixgrid.data.edition.ImportOrder;
import io.sixgrid.data.edition.OutlineRule;
import io.sixgrid.data.edition.ParentRule;
import io.sixgrid.data.edition.Tried;
import io.sixgrid.data.file.ReadOptions;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.fit.Repair;
import io.sixgrid.data.fit.Tolerances;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.StoredPlan;
import io.sixgrid.data.place.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** Two of 36 grids come back from a surveyor in a file; their plots and all others are not in it. */
@PostgisTest
final class RedrawFromFileTest {
    private static final double METRE = 1e-5;

    @TempDir
    private Path folder;

    private DraftCity city;
    private EditionTrial trial;

    @BeforeEach
    void a_draft_of_a_city(TestDatabase database) {
        city = new DraftCity(database.jdbi());
        trial = new EditionTrial(new CodeStore(database.jdbi()), new CodeRules(Optional.empty()), Frames.builtIn());
    }

    /** A file of G1-1 and G1-2 with each vertex drawn as {@code redrawn} has it, and the border of the two bent westward. */
    private Path file(UnaryOperator<Coordinate> redrawn) throws IOException {
        StoredPlan plan = city.drafts.sketch(city.draft, (draft, sketch) -> sketch.asStored());
        ObjectNode root = Json.mapper().createObjectNode().put("type", "FeatureCollection");
        ArrayNode features = root.putArray("features");
        plan.plan().grids().stream()
                .filter(grid -> grid.code().equals("G1-1") || grid.code().equals("G1-2"))
                .forEach(grid -> {
                    ObjectNode feature = features.addObject().put("type", "Feature");
                    feature.putObject("properties")
                            .put("code", grid.code())
                            .put("name", grid.code().equals("G1-1") ? "桃源" : grid.name())
                            .put("parent", grid.parent());
                    feature.set("geometry", ShapeJson.of(bent(grid.shape(), grid.code(), redrawn)));
                });
        return Files.writeString(folder.resolve("two.geojson"), root.toString());
    }

    private static Geometry bent(Geometry shape, String code, UnaryOperator<Coordinate> redrawn) {
        return Vertices.rewrite(shape, ring -> {
            Coordinate[] corners = Arrays.stream(ring).map(redrawn).toArray(Coordinate[]::new);
            // The second border of G1-1, from south to north, is the fourth of G1-2.
            int south = code.equals("G1-1") ? 1 : 3;
            Coordinate middle = new Coordinate(
                    (corners[south].x + corners[south + 1].x) / 2 - 50 * METRE,
                    (corners[south].y + corners[south + 1].y) / 2);
            Coordinate[] more = new Coordinate[corners.length + 1];
            for (int i = 0, at = 0; i < corners.length; i++) {
                more[at++] = corners[i];
                if (i == south) {
                    more[at++] = middle;
                }
            }
            return more;
        });
    }

    private Tried take(Path file, double repairMetres) {
        ImportOrder order = new ImportOrder(
                "two.geojson",
                new ImportOrder.Reading(Optional.of("wgs84"), ReadOptions.NONE),
                new ImportOrder.Meaning(Map.of(), Optional.of("grid"), Optional.of(ParentRule.ATTRIBUTE), Map.of()),
                new ImportOrder.Target("mesh", Optional.empty(), OutlineRule.KEEP, false, true),
                new Tolerances(2, repairMetres, Set.of()),
                Optional.empty(),
                DraftCity.FOUNDED);
        StoredPlan before = city.drafts.sketch(city.draft, (draft, sketch) -> sketch.asStored());
        return trial.run(file, order, before, Progress.SILENT);
    }

    private ObjectNode operation(Tried tried) {
        StoredPlan before = city.drafts.sketch(city.draft, (draft, sketch) -> sketch.asStored());
        return FileOutcome.operation(
                before.plan(),
                tried.plan().orElseThrow(),
                tried.difference().orElseThrow().continues(),
                "two.geojson");
    }

    @Test
    void grids_that_are_not_in_the_file_stay_and_what_it_came_to_needs_no_file() throws IOException {
        ObjectNode operation = operation(take(file(corner -> corner), 0));
        city.drafts.apply(city.draft, operation, Planner.ofEverything("planner"), Optional.empty());

        Edit edit = city.drafts.sketch(city.draft, (draft, sketch) -> sketch.sinceBase());
        assertThat(edit.after()).extracting(Piece::code).containsExactlyInAnyOrder("G1-1", "G1-2");
        assertThat(edit.after()).extracting(Piece::name).containsExactlyInAnyOrder("桃源", "G1-2");
        String done = city.everything();
        city.drafts.undo(city.draft, Planner.ofEverything("test"), Optional.empty());
        city.apply(operation.toString());
        assertThat(city.everything()).isEqualTo(done);
    }

    @Test
    void it_is_tried_on_the_draft_as_it_is_and_not_on_what_is_published() throws IOException {
        city.apply("{'kind':'describe','grid':'G1-1','households':300}");
        city.apply("{'kind':'rename','grid':'G4-4','name':'elsewhere'}");

        ObjectNode operation = operation(take(file(corner -> corner), 0));

        assertThat(operation.findValuesAsText("code")).containsExactlyInAnyOrder("G1-1", "G1-2");
        assertThat(operation.at("/grids/0/households").asInt()).isEqualTo(300);
    }

    @Test
    void a_wider_border_that_is_off_gives_way_to_the_one_there_is_once_that_is_accepted() throws IOException {
        Path file = file(corner -> new Coordinate(corner.x + 0.2 * METRE, corner.y));

        Tried open = take(file, 0);
        assertThat(open.plan()).isEmpty();
        assertThat(open.report(false, Optional.empty(), "").fit().repairs())
                .isNotEmpty()
                .allSatisfy(repair -> assertThat(repair.metres()).isBetween(0.1, 0.3))
                .noneMatch(Repair::accepted);

        city.drafts.apply(city.draft, operation(take(file, 0.5)), Planner.ofEverything("planner"), Optional.empty());
        Edit edit = city.drafts.sketch(city.draft, (draft, sketch) -> sketch.sinceBase());
        assertThat(edit.after()).extracting(Piece::code).containsExactlyInAnyOrder("G1-1", "G1-2");
    }

    @Test
    void land_of_a_grid_that_is_not_in_the_file_is_not_taken() throws IOException {
        Tried tried = take(file(corner -> new Coordinate(corner.x + 80 * METRE, corner.y)), 1);

        assertThat(tried.plan()).isEmpty();
        assertThat(tried.report(false, Optional.empty(), "").findings())
                .extracting(Finding::kind)
                .contains(Finding.Kind.OVERLAP, Finding.Kind.GAP);
    }
}
