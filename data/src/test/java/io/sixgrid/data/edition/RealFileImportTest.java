package io.sixgrid.data.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.fit.Repair;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.place.Lattice;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** What real files brought up. */
@PostgisTest
final class RealFileImportTest {
    @Test
    void a_wider_grid_in_two_parts_is_refused_unless_a_column_or_the_order_says_why(TestDatabase database) {
        BoxFile apart = new BoxFile()
                .add("编码=W1,区=W,区名=西区,为何=", 0, 0, 10, 10)
                .add("编码=E1,区=E,区名=东区,为何=", 10, 0, 20, 10)
                .add("编码=W2,区=W,区名=西区,为何=历史飞地", 20, 0, 30, 10);
        ImportReport refused = importing(database).found(apart);
        assertThat(refused.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.PARTS);
        assertThatThrownBy(() -> importing(database).exclave("X", "nobody").found(apart))
                .hasMessageContaining("no grid has the code X");

        Importing importing = importing(database).field("1.exclave", "为何");
        ImportReport founded = importing.found(apart);
        assertThat(founded.outcome().written())
                .as(founded.findings().toString())
                .isTrue();
        assertThat(importing.grid("W").facts().exclave()).isEqualTo("历史飞地");
        // What the next file has no column for stays, and what is said by code counts more.
        ImportReport again = importing(database).dryRun(apart);
        assertThat(again.outcome().proven()).as(again.findings().toString()).isTrue();
        importing(database).exclave("W", "隔河").take(apart);
        assertThat(importing.grid("W").facts().exclave()).isEqualTo("隔河");
    }

    @Test
    void a_ring_that_crosses_itself_without_losing_land_is_accepted_by_a_width_of_zero(TestDatabase database) {
        importing(database)
                .found(new BoxFile()
                        .add("编码=W1,区=W,区名=西区", 0, 0, 10, 10)
                        .add("编码=W2,区=W,区名=西区", 10, 0, 20, 10)
                        .add("编码=E1,区=E,区名=东区", 20, 0, 30, 10));
        Importing importing = new Importing(database).level("2");
        // A hole that a file draws as part of the ring around it, which so touches itself.
        Geometry pinched = Lattice.FACTORY.createPolygon(new Coordinate[] {
            Boxes.at(0, 0),
            Boxes.at(10, 0),
            Boxes.at(10, 10),
            Boxes.at(5, 10),
            Boxes.at(7, 5),
            Boxes.at(3, 5),
            Boxes.at(5, 10),
            Boxes.at(0, 10),
            Boxes.at(0, 0)
        });
        Geometry hole = Lattice.FACTORY.createPolygon(
                new Coordinate[] {Boxes.at(5, 10), Boxes.at(3, 5), Boxes.at(7, 5), Boxes.at(5, 10)});
        BoxFile file = new BoxFile()
                .add("code=W1,parent=W,name=甲", pinched)
                .add("code=W3,parent=W,name=洞", hole)
                .add("code=W2,parent=W", 10, 0, 20, 10)
                .add("code=E1,parent=E", 20, 0, 30, 10);
        ImportReport refused = importing.take(file);
        assertThat(refused.outcome().written()).isFalse();
        assertThat(refused.fit().repairs()).extracting(Repair::kind).contains(Repair.Kind.RING);
        ImportReport accepted = importing.repair(0).take(file);
        assertThat(accepted.outcome().written())
                .as(accepted.findings().toString())
                .isTrue();
    }

    @Test
    void a_frame_that_cannot_be_used_is_refused_with_the_option_that_says_another(TestDatabase database) {
        assertThatThrownBy(() -> importing(database).found(wide().saying("LOCAL:大连城建")))
                .hasMessageStartingWith("the frame of the file cannot be used")
                .hasMessageContaining("LOCAL:大连城建")
                .hasMessageEndingWith("say the right one with frame (--frame), as wgs84, gcj02 or epsg:4549");
        assertThat(importing(database)
                        .frame("wgs84")
                        .found(wide().saying("LOCAL:大连城建"))
                        .outcome()
                        .written())
                .isTrue();
    }

    @Test
    void text_whose_encoding_was_guessed_is_warned_of_with_an_example(TestDatabase database) {
        ImportReport report = importing(database).found(wide().in(Charset.forName("GB18030")));
        assertThat(report.warnings()).singleElement().asString().contains("read as GB18030", "西区", "--encoding");
    }

    @Test
    void grids_of_every_level_are_shown_as_they_were_understood(TestDatabase database) {
        ImportReport report = importing(database).found(wide());
        assertThat(report.taken().first())
                .extracting(
                        row -> row.level() + " " + row.code() + " " + row.name().orElse(""))
                .containsExactly("1 W 西区", "1 E 东区", "2 W1 ", "2 E1 ");
    }

    @Test
    void a_row_without_a_parent_is_told_with_the_column_that_is_empty(TestDatabase database) {
        ImportReport report = importing(database).found(wide().add("编码=X,区=,区名=", 20, 0, 30, 10));
        assertThat(report.problems())
                .extracting(RowProblem::problem)
                .containsExactly("the parent of X is missing: its column 区 is empty");
    }

    @Test
    void row_numbers_that_programs_add_to_a_file_are_no_attribute(TestDatabase database) {
        importing(database).found(wide());
        ImportReport again = importing(database)
                .dryRun(new BoxFile()
                        .add("fid=7,编码=W1,区=W,区名=西区", 0, 0, 10, 10)
                        .add("fid=8,编码=E1,区=E,区名=东区", 10, 0, 20, 10));
        assertThat(again.outcome().why()).contains("dry run");
        assertThat(again.changes().orElseThrow().nothing()).isTrue();
    }

    private static Importing importing(TestDatabase database) {
        return new Importing(database)
                .field("1.code", "区")
                .field("1.name", "区名")
                .level("2");
    }

    private static BoxFile wide() {
        return new BoxFile().add("编码=W1,区=W,区名=西区", 0, 0, 10, 10).add("编码=E1,区=E,区名=东区", 10, 0, 20, 10);
    }
}
