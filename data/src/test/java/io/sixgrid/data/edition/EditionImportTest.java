package io.sixgrid.data.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.edition.GridChange.Kind;
import io.sixgrid.data.fit.Repair;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.Lattice;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;

@PostgisTest
final class EditionImportTest {
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void a_wide_table_founds_a_scheme_whose_wider_grids_have_no_polygons(TestDatabase database) {
        Importing importing = found(database);
        assertThat(importing.codes(Importing.FOUNDED)).containsExactly("E", "E1", "W", "W1", "W2");
        Grid west = importing.grid("W");
        assertThat(west.name()).isEqualTo("西区");
        assertThat(west.shape().equalsTopo(Boxes.box(0, 0, 20, 10))).isTrue();
        assertThat(importing.grid("W1").facts().people()).containsExactly("张三", "李四");
        assertThat(importing.grid("W1").facts().households()).isEqualTo(320);
        assertThat(importing.grid("W1").facts().more()).containsExactly(entry("note", "n1"));
    }

    @Test
    void the_report_says_what_was_taken_for_what(TestDatabase database) {
        ImportReport report = importing(database).found(wide());
        assertThat(report.source().format()).isEqualTo("GeoJSON");
        assertThat(report.source().frame()).isEqualTo("wgs84");
        assertThat(report.taken().columns()).containsEntry("code", "编码").containsEntry("1.code", "区");
        assertThat(report.taken().guessed())
                .contains("code", "name", "people", "households")
                .doesNotContain("1.code");
        assertThat(report.taken().attributes()).containsExactly("note");
        assertThat(report.taken().first()).hasSize(5);
        assertThat(report.outcome().written()).isTrue();
    }

    @Test
    void a_column_that_is_not_there_is_refused_with_those_that_are(TestDatabase database) {
        assertThatThrownBy(() -> importing(database).field("people", "网格员").found(wide()))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("no column 网格员 for people")
                .hasMessageContaining("编码, 名称, 区");
    }

    @Test
    void all_wrong_values_are_told_by_feature_field_and_value(TestDatabase database) {
        Importing importing = found(database);
        ImportReport report = importing
                .level("grid")
                .take(new BoxFile()
                        .add("code=W1,parent=W,households=abc", 0, 0, 10, 10)
                        .add("code=W1,parent=W,households=1", 10, 0, 20, 10)
                        .add("code= ,parent=X,households=1", 20, 0, 30, 10));
        assertThat(report.problems())
                .extracting(problem -> problem.feature() + " " + problem.field() + " " + problem.value())
                .contains("1 households abc", "2 code W1", "3 code ", "3 parent X");
        assertThat(report.outcome().proven()).isFalse();
        assertThat(importing.codes(LATER)).hasSize(5);
    }

    @Test
    void a_second_edition_is_published_for_a_future_date_and_only_then_in_force(TestDatabase database) {
        Importing importing = found(database).at(LATER);
        BoxFile edition = new BoxFile()
                .add("code=W1,parent=W", 0, 0, 12, 10)
                .add("code=W2,parent=W", 12, 0, 20, 10)
                .add("code=E1,parent=E", 20, 0, 25, 10)
                .add("code=E2,parent=E", 25, 0, 30, 10);
        ImportReport dry = importing.level("2").dryRun(edition);
        assertThat(dry.outcome().proven()).isTrue();
        assertThat(dry.outcome().written()).isFalse();
        ImportReport report = importing.take(edition);
        assertThat(report.outcome().written()).as(report.outcome().why()).isTrue();
        assertThat(report.changes().orElseThrow().counts(2))
                .containsExactly(entry(Kind.MODIFIED, 2), entry(Kind.SPLIT, 1));
        assertThat(importing.codes(LATER)).contains("E2");
        assertThat(importing.codes(LATER.minusSeconds(1))).doesNotContain("E2");
        // What the file has no column for stays: names, people, households.
        assertThat(importing.grid("W1").name()).isEqualTo("一");
        assertThat(importing.grid("W1").facts().households()).isEqualTo(320);
        assertThat(importing.grid("W").shape().equalsTopo(Boxes.box(0, 0, 20, 10)))
                .isTrue();
    }

    @Test
    void the_same_edition_again_writes_nothing(TestDatabase database) {
        Importing importing = found(database);
        ImportReport report =
                importing.field("1.code", "区").field("1.name", "区名").level("2").take(wide());
        assertThat(report.outcome().proven()).isTrue();
        assertThat(report.outcome().written()).isFalse();
        assertThat(report.outcome().why()).contains("it is what is published");
    }

    @Test
    void a_gap_is_proposed_to_be_filled_and_taken_only_when_that_is_accepted(TestDatabase database) {
        Importing importing = found(database).at(LATER).level("2");
        // 1e-6 of a degree is 9 cm.
        Geometry narrow = Boxes.box(0, 0, 10, 10).copy();
        narrow.apply((CoordinateFilter) c -> c.x = c.x > 121.005 ? Lattice.round(c.x - 1e-6) : c.x);
        narrow.geometryChanged();
        BoxFile file = new BoxFile()
                .add("code=W1,parent=W,name=甲", narrow)
                .add("code=W2,parent=W,name=乙", 10, 0, 20, 10)
                .add("code=E1,parent=E,name=丙", 20, 0, 30, 10);
        ImportReport refused = importing.take(file);
        assertThat(refused.outcome().written()).isFalse();
        assertThat(refused.fit().repairs()).isNotEmpty().noneMatch(Repair::accepted);
        assertThat(importing.codes(LATER)).hasSize(5);
        assertThat(importing.grid("W1").name()).isEqualTo("一");

        ImportReport accepted = importing.repair(0.2).take(file);
        assertThat(accepted.outcome().written())
                .as(accepted.findings().toString())
                .isTrue();
        assertThat(accepted.fit().repairs()).isNotEmpty().allMatch(Repair::accepted);
        assertThat(importing.grid("W1").name()).isEqualTo("甲");
    }

    @Test
    void a_renumbering_keeps_who_is_who_and_codes_are_never_used_again(TestDatabase database) {
        Importing importing = found(database).level("2");
        ImportReport renumbered = importing.take(new BoxFile()
                .add("code=P1,parent=W", 0, 0, 10, 10)
                .add("code=P2,parent=W", 10, 0, 20, 10)
                .add("code=P3,parent=E", 20, 0, 30, 10));
        assertThat(renumbered.changes().orElseThrow().counts(2)).containsExactly(entry(Kind.RECODED, 3));
        assertThat(renumbered.outcome().written())
                .as(renumbered.findings().toString())
                .isTrue();
        // Nobody lost the people in charge by the new code.
        assertThat(importing.grid("P1").facts().people()).containsExactly("张三", "李四");

        ImportReport reused = importing
                .at(LATER)
                .take(new BoxFile()
                        .add("code=P1,parent=W", 0, 0, 10, 10)
                        .add("code=W1,parent=W", 10, 0, 20, 10)
                        .add("code=P3,parent=E", 20, 0, 30, 10));
        assertThat(reused.outcome().written()).isFalse();
        assertThat(reused.findings())
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.startsWith("the code W1 was another grid's"));
    }

    @Test
    void a_hole_is_refused_unless_it_is_declared_to_be_nobodys(TestDatabase database) {
        Importing importing = found(database).at(LATER).level("2");
        BoxFile file = new BoxFile()
                .add("code=W1,parent=W", 0, 0, 10, 10)
                .add("code=E1,parent=E", 20, 0, 30, 10)
                .add("code=W2,parent=W", 10, 5, 20, 10);
        ImportReport refused = importing.take(file);
        assertThat(refused.findings()).extracting(Finding::kind).contains(Finding.Kind.GAP);
        assertThat(refused.outcome().written()).isFalse();
        ImportReport taken = importing.unassigned().take(file);
        assertThat(taken.outcome().written()).as(taken.findings().toString()).isTrue();
        assertThat(importing.plan(LATER).unassigned()).hasSize(1);
    }

    @Test
    void parents_are_found_by_prefix_and_by_place(TestDatabase database) {
        Importing importing = found(database).level("3");
        BoxFile houses = new BoxFile().add("code=W1-1", 1, 1, 3, 3).add("code=W2-1", 11, 1, 13, 3);
        assertThatThrownBy(() -> importing.dryRun(houses)).hasMessageContaining("prefix");
        assertThat(importing.parents(ParentRule.PREFIX).take(houses).outcome().written())
                .isTrue();
        assertThat(importing.grid("W2-1").parent()).isEqualTo("W2");
        ImportReport placed = importing
                .parents(ParentRule.PLACE)
                .at(Importing.FOUNDED.plusSeconds(200_000))
                .take(new BoxFile().add("code=h1", 1, 1, 3, 3).add("code=h2", 21, 1, 23, 3));
        assertThat(placed.outcome().written()).as(placed.problems().toString()).isTrue();
        assertThat(importing.grid("h2").parent()).isEqualTo("E1");
    }

    @Test
    void houses_alone_leave_the_wider_levels_as_they_are(TestDatabase database) {
        Importing importing = found(database);
        ImportReport report = importing
                .level("house")
                .parents(ParentRule.PLACE)
                .take(new BoxFile().add("code=h1,name=1号楼", 1, 1, 3, 3).add("code=h2,name=2号楼", 21, 1, 23, 3));
        assertThat(report.outcome().written()).isTrue();
        assertThat(report.changes().orElseThrow().counts(2)).containsExactly(entry(Kind.UNCHANGED, 3));
        assertThat(report.changes().orElseThrow().counts(3)).containsExactly(entry(Kind.CREATED, 2));
        // A new edition of the grids: the houses stay, and hang on whoever holds them now.
        ImportReport grids = importing
                .level("grid")
                .at(LATER)
                .parents(ParentRule.ATTRIBUTE)
                .take(new BoxFile().add("code=W9,parent=W", 0, 0, 20, 10).add("code=E1,parent=E", 20, 0, 30, 10));
        assertThat(grids.outcome().written()).as(grids.findings().toString()).isTrue();
        assertThat(importing.grid("h1").parent()).isEqualTo("W9");
    }

    @Test
    void a_level_may_be_absent_in_places(TestDatabase database) {
        Importing importing = importing(database);
        ImportReport report = new Importing(database)
                .found(new BoxFile()
                        .add("level=1,code=W,parent= ", 0, 0, 20, 10)
                        .add("level=1,code=E,parent= ", 20, 0, 30, 10)
                        .add("level=2,code=W1,parent=W", 0, 0, 10, 10)
                        .add("level=2,code=W2,parent=W", 10, 0, 20, 10)
                        .add("level=house,code=H,parent=E", 21, 1, 22, 2));
        assertThat(report.outcome().written()).as(report.findings().toString()).isTrue();
        assertThat(importing.grid("H").parent()).isEqualTo("E");
    }

    @Test
    void a_polygon_given_for_a_wider_grid_must_agree_with_those_below_it(TestDatabase database) {
        Importing importing = found(database).at(LATER);
        ImportReport report = importing.take(new BoxFile()
                .add("level=1,code=W,parent= ", 0, 0, 19, 10)
                .add("level=1,code=E,parent= ", 20, 0, 30, 10)
                .add("level=2,code=W1,parent=W", 0, 0, 10, 10)
                .add("level=2,code=W2,parent=W", 10, 0, 20, 10)
                .add("level=2,code=E1,parent=E", 20, 0, 30, 10));
        assertThat(report.findings())
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.startsWith("the polygon given for W differs"));
        assertThat(report.outcome().written()).isFalse();
    }

    @Test
    void files_in_metres_and_in_the_offset_frame_come_to_the_same_lattice(TestDatabase database) {
        Importing importing = found(database).at(LATER).level("2");
        Frame zone = Frames.builtIn().frame("epsg:4549");
        ImportReport metres = importing.repair(0.1).dryRun(zoneFile(zone, true));
        assertThat(metres.source().frame()).isEqualTo("epsg:4549");
        assertThat(metres.outcome().proven()).as(metres.findings().toString()).isTrue();
        ImportReport offset = importing.frame("gcj02").dryRun(zoneFile(Frame.GCJ02, false));
        assertThat(offset.outcome().proven()).as(offset.findings().toString()).isTrue();
        assertThat(offset.warnings()).isEmpty();
    }

    @Test
    void a_file_in_another_frame_than_it_says_is_warned_of(TestDatabase database) {
        // More than four codes must agree before anybody is suspected.
        Importing importing = importing(database);
        importing.found(row(new BoxFile()));
        ImportReport report = new Importing(database).level("2").dryRun(row(BoxFile.in(Frame.GCJ02, false)));
        assertThat(report.warnings()).singleElement().asString().contains("looks like gcj02, not wgs84");
        ImportReport said =
                new Importing(database).level("2").frame("gcj02").dryRun(row(BoxFile.in(Frame.GCJ02, false)));
        assertThat(said.warnings()).isEmpty();
        assertThat(said.outcome().proven()).as(said.findings().toString()).isTrue();
    }

    private static BoxFile row(BoxFile file) {
        for (int i = 0; i < 8; i++) {
            file.add("编码=G" + i + ",区=D,区名=D,上级编码=D", 10 * i, 0, 10 * i + 10, 10);
        }
        return file;
    }

    private static BoxFile zoneFile(Frame frame, boolean said) {
        return BoxFile.in(frame, said)
                .add("code=W1,parent=W", 0, 0, 10, 10)
                .add("code=W2,parent=W", 10, 0, 20, 10)
                .add("code=E1,parent=E", 20, 0, 30, 10);
    }

    private static Importing importing(TestDatabase database) {
        return new Importing(database)
                .field("1.code", "区")
                .field("1.name", "区名")
                .level("2");
    }

    private static Importing found(TestDatabase database) {
        ImportReport report = importing(database).found(wide());
        assertThat(report.outcome().written()).as(report.findings().toString()).isTrue();
        return new Importing(database);
    }

    private static BoxFile wide() {
        return new BoxFile()
                .add("编码=W1,名称=一,区=W,区名=西区,负责人=张三、 李四,户数=320.0,note=n1", 0, 0, 10, 10)
                .add("编码=W2,名称=二,区=W,区名=西区,负责人=王五,户数=1,note=n2", 10, 0, 20, 10)
                .add("编码=E1,名称=三,区=E,区名=东区,负责人=赵六,户数=2,note=n3", 20, 0, 30, 10);
    }
}
