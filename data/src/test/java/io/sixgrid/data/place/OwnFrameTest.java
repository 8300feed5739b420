package io.sixgrid.data.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OwnFrameTest {
    private static final Frames FRAMES = OwnFrames.frames();

    @Test
    void six_numbers_lead_to_the_base_as_their_formula_says() {
        OwnFrame.Affine turned = new OwnFrame.Affine(
                "turned", "epsg:4549", List.of(0.0, 1.0, 500_000.0), List.of(-1.0, 0.0, 4_000_000.0));
        assertThat(turned.apply(new FramePoint(100, 7))).isEqualTo(new FramePoint(500_007, 3_999_900));
        assertThat(turned.undo(new FramePoint(500_007, 3_999_900))).isEqualTo(new FramePoint(100, 7));
    }

    @Test
    void a_position_keeps_what_was_given_and_is_placed_on_the_lattice() {
        GivenPosition position = FRAMES.frame("City").position(new FramePoint(67239.964, 55261.14));
        assertThat(position)
                .isEqualTo(new GivenPosition(
                        "city", new FramePoint(67239.964, 55261.14), new LonLat(121.5065655, 38.859643)));
    }

    @Test
    void what_the_base_refuses_is_said_in_own_coordinates() {
        assertThatThrownBy(() -> FRAMES.frame("city").position(new FramePoint(207239, 55261)))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("x 207239.0, y 55261.0 of frame city")
                .hasMessageContaining("another zone");
    }

    @Test
    void coordinates_far_from_where_a_projection_holds_are_refused() {
        assertThatThrownBy(() -> FRAMES.frame("old-datum").position(new FramePoint(4.0e7, 4_301_234)))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("4.0E7");
    }

    @Test
    void names_are_words_and_taken_once() {
        assertThatThrownBy(() -> OwnFrames.oldDatum("Old Datum", Helmert.Convention.POSITION_VECTOR))
                .hasMessageContaining("Old Datum");
        OwnFrame wgs84 = OwnFrames.oldDatum("wgs-84", Helmert.Convention.POSITION_VECTOR);
        assertThatThrownBy(() -> new Frames(List.of(wgs84), Optional.empty())).hasMessageContaining("wgs-84");
        assertThatThrownBy(() -> new Frames(List.of(OwnFrames.CITY, OwnFrames.CITY), Optional.empty()))
                .hasMessageContaining("two frames are called city");
    }

    @Test
    void a_base_is_an_epsg_frame_in_metres_or_one_of_seven_parameters() {
        assertThatThrownBy(() -> new Frames(List.of(over("nowhere")), Optional.empty()))
                .hasMessageContaining("neither epsg:N nor a frame of seven parameters: nowhere");
        Frames degrees = new Frames(List.of(over("epsg:4490")), Optional.empty());
        assertThatThrownBy(degrees::prepare).hasMessageContaining("the base is not a frame in metres: epsg:4490");
        new Frames(
                        List.of(over("old-datum"), OwnFrames.oldDatum("old-datum", Helmert.Convention.POSITION_VECTOR)),
                        Optional.empty())
                .prepare();
    }

    @Test
    void numbers_that_make_a_metre_something_else_are_refused() {
        assertThatThrownBy(
                        () -> new OwnFrame.Affine("flat", "epsg:4549", List.of(1.0, 1.0, 0.0), List.of(1.0, 1.0, 0.0)))
                .hasMessageContaining("a square metre of frame flat would be 0.0");
    }

    private static OwnFrame.Affine over(String base) {
        return new OwnFrame.Affine("own", base, List.of(1.0, 0.0, 0.0), List.of(0.0, 1.0, 0.0));
    }
}
