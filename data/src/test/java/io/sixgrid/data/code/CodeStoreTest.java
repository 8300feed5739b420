package io.sixgrid.data.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.Progress;
import io.sixgrid.data.code.CodeState.NamedGrid;
import io.sixgrid.data.code.CodeState.State;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.Lineage;
import io.sixgrid.data.grid.MeshCity;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.Redraw;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.grid.StoredPlan;
import io.sixgrid.data.grid.TinyCity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class CodeStoreTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private CodeStore codes;

    @BeforeEach
    void tiny_city(TestDatabase database) {
        TinyCity.load(database.jdbi());
        codes = new CodeStore(database.jdbi());
    }

    @Test
    void a_level_names_its_rule_and_may_have_none() {
        codes.assign(TinyCity.SCHEME, 2, Optional.of("city-precinct"));
        codes.assign(TinyCity.SCHEME, 3, Optional.of("city-grid"));
        codes.assign(TinyCity.SCHEME, 3, Optional.empty());

        assertThat(codes.rules(TinyCity.SCHEME)).isEqualTo(Map.of(2, "city-precinct"));
        assertThatThrownBy(() -> codes.assign(TinyCity.SCHEME, 7, Optional.empty()))
                .hasMessage("the scheme default has no level 7");
    }

    @Test
    void codes_that_begin_so_are_found_whatever_they_begin_with() {
        assertThat(codes.issued(TinyCity.SCHEME, TinyCity.WEST))
                .contains(TinyCity.WEST, TinyCity.UNIT)
                .doesNotContain(TinyCity.EAST);
        assertThat(codes.issued(TinyCity.SCHEME, "2102110160_1")).isEmpty();
        assertThat(codes.issued("another", TinyCity.WEST)).isEmpty();
    }

    @Test
    void a_code_is_free_or_in_force_or_reserved_or_retired(TestDatabase database) {
        database.jdbi().useHandle(h -> {
            h.execute(
                    "update grid_version set valid = tstzrange(lower(valid), '2026-05-01Z') where code = ?",
                    TinyCity.UNIT);
            h.execute(
                    "update grid_version set valid = tstzrange('2026-07-01Z', null) where code = ?", TinyCity.BUILDING);
        });

        assertThat(codes.state(TinyCity.SCHEME, "210211016009", NOW).state()).isEqualTo(State.FREE);
        assertThat(codes.state(TinyCity.SCHEME, TinyCity.WEST, NOW).state()).isEqualTo(State.IN_FORCE);
        assertThat(codes.state(TinyCity.SCHEME, TinyCity.BUILDING, NOW).state()).isEqualTo(State.RESERVED);
        assertThat(codes.state(TinyCity.SCHEME, TinyCity.UNIT, NOW)).satisfies(unit -> {
            assertThat(unit.state()).isEqualTo(State.RETIRED);
            assertThat(unit.grid()).contains(new NamedGrid(6, TinyCity.UNIT, "1单元"));
            assertThat(unit.issued()).contains(Instant.parse("2020-01-01T00:00:00Z"));
            assertThat(unit.retired()).contains(Instant.parse("2026-05-01T00:00:00Z"));
        });
    }

    @Test
    void a_code_that_was_withdrawn_before_it_applied_is_not_free_again(TestDatabase database) {
        database.jdbi()
                .useHandle(h -> h.execute(
                        "update grid_version set recorded = tstzrange(lower(recorded), '2026-01-01Z') where code = ?",
                        TinyCity.UNIT));

        assertThat(codes.state(TinyCity.SCHEME, TinyCity.UNIT, NOW).state()).isEqualTo(State.RETIRED);
        assertThat(codes.issued(TinyCity.SCHEME, TinyCity.UNIT)).containsExactly(TinyCity.UNIT);
    }

    @Test
    void the_codes_of_a_level_come_with_those_above() {
        assertThat(codes.codes(TinyCity.SCHEME, 1, NOW))
                .extracting(CodeStore.ParentedCode::parent)
                .isEqualTo(List.of(Optional.empty(), Optional.empty()));
        assertThat(codes.codes(TinyCity.SCHEME, 6, NOW))
                .containsExactly(new CodeStore.ParentedCode(TinyCity.UNIT, Optional.of(TinyCity.BUILDING)));
    }

    @Test
    void a_retired_code_says_why_and_who_holds_its_land_since(TestDatabase database) {
        MeshCity mesh = new MeshCity(3, 1);
        RevisionStore revisions = new RevisionStore(database.jdbi());
        revisions.found(
                Plan.of(MeshCity.SCHEME, mesh.outline(), List.of(), mesh.grids()),
                publication("2026-01-01T00:00:00Z"),
                Progress.SILENT);
        StoredPlan before = new PlanStore(database.jdbi())
                .read(new GridStore(database.jdbi()).requireScheme("mesh"), NOW, Optional.empty())
                .orElseThrow();
        Redraw redraw = new Redraw(before).split("G0-0", "G-A", "G-B").recode("G1-1", "G-X");
        List.of("G-A", "G-B")
                .forEach(heir -> redraw.lineage(new Lineage(
                        Lineage.Kind.SPLIT, 2, Optional.of("G0-0"), Optional.of(heir), heir.equals("G-A") ? 0.4 : 0.6, 1)));
        revisions.publish(redraw.succession(), publication("2026-03-01T00:00:00Z"), Progress.SILENT);

        CodeState split = codes.state("mesh", "G0-0", NOW);
        assertThat(split.state()).isEqualTo(State.RETIRED);
        assertThat(split.reason()).contains("split");
        assertThat(split.retired()).contains(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(split.successors())
                .containsExactly(new CodeState.Successor("G-B", "G-B", 0.6), new CodeState.Successor("G-A", "G-A", 0.4));
        CodeState recoded = codes.state("mesh", "G1-1", NOW);
        assertThat(recoded.reason()).contains("recode");
        assertThat(recoded.grid()).contains(new NamedGrid(2, "G-X", "G1-1"));
        assertThat(codes.state("mesh", "G-A", Instant.parse("2026-02-01T00:00:00Z")).state())
                .isEqualTo(State.RESERVED);
    }

    private static Publication publication(String effective) {
        return new Publication("test", "test", Optional.empty(), Instant.parse(effective));
    }
}
