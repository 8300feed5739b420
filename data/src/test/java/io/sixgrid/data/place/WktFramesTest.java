package io.sixgrid.data.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sixgrid.data.SixgridException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are what GDAL 3.6 writes into a {@code .prj}, which is as ESRI writes them. */
final class WktFramesTest {
    private static final String CGCS2000 =
            "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\","
                    + "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"
                    + "UNIT[\"Degree\",0.0174532925199433]]";
    private static final String WGS84 = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"
            + "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
    private static final String NAD27 = "GEOGCS[\"GCS_North_American_1927\",DATUM[\"D_North_American_1927\","
            + "SPHEROID[\"Clarke_1866\",6378206.4,294.978698213898]],PRIMEM[\"Greenwich\",0.0],"
            + "UNIT[\"Degree\",0.0174532925199433]]";
    private static final Frames FRAMES = Frames.builtIn();

    @ParameterizedTest
    @CsvSource({
        "CGCS2000_3_Degree_GK_CM_120E, 500000, 120, epsg:4549",
        "CGCS2000_3_Degree_GK_Zone_40, 40500000, 120, epsg:4528",
        "CGCS2000_GK_CM_117E, 500000, 117, epsg:4509",
        "CGCS2000_GK_Zone_20, 20500000, 117, epsg:4498",
        "CGCS2000 / 3-degree Gauss-Kruger CM 117E, 500000, 117, epsg:4548",
        "Dalian_Local_CM_121_5, 500000, 121.5, Dalian_Local_CM_121_5"
    })
    void a_gauss_zone_of_cgcs2000_is_found_by_its_parameters(
            String name, String easting, String meridian, String code) {
        for (String projection : new String[] {"Gauss_Kruger", "Transverse_Mercator"}) {
            String text = projected(name, CGCS2000, projection, easting, meridian, "1.0");
            assertThat(FRAMES.ofWkt(text).code()).isEqualTo(code);
        }
    }

    @Test
    void a_citys_own_meridian_is_projected_as_the_text_says() {
        Frame frame = FRAMES.ofWkt(projected("Dalian_Local", CGCS2000, "Gauss_Kruger", "500000", "121.5", "1.0"));
        FramePoint centre = frame.fromWgs84(new LonLat(121.5, 38.9));
        FramePoint same = FRAMES.frame("epsg:4549").fromWgs84(new LonLat(120, 38.9));

        assertThat(centre.x()).isCloseTo(500_000, within(1e-4));
        assertThat(centre.y()).isCloseTo(same.y(), within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"WGS_1984_UTM_Zone_51N, 123, epsg:32651", "WGS_1984_UTM_Zone_17N, -81, epsg:32617"})
    void a_utm_zone_is_one_of_epsg(String name, String meridian, String code) {
        assertThat(FRAMES.ofWkt(projected(name, WGS84, "Transverse_Mercator", "500000", meridian, "0.9996"))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void geographic_frames_are_known_by_their_datum() {
        assertThat(FRAMES.ofWkt(WGS84)).isSameAs(Frame.WGS84);
        assertThat(FRAMES.ofWkt("\ufeff" + CGCS2000)).isSameAs(Frame.CGCS2000);
        assertThat(FRAMES.ofWkt(NAD27).code()).isEqualTo("epsg:4267");
    }

    @Test
    void an_authority_of_the_whole_counts_and_one_of_its_base_does_not() {
        String base = WGS84.substring(0, WGS84.length() - 1) + ",AUTHORITY[\"EPSG\",\"4326\"]]";
        String text = projected("WGS 84 / UTM zone 51N", base, "Transverse_Mercator", "500000", "123", "0.9996");

        assertThat(FRAMES.ofWkt(base)).isSameAs(Frame.WGS84);
        assertThat(FRAMES.ofWkt(text).code()).isEqualTo("epsg:32651");
        assertThat(FRAMES.ofWkt(text.substring(0, text.length() - 1) + ",AUTHORITY[\"EPSG\",\"4549\"]]")
                        .code())
                .isEqualTo("epsg:4549");
    }

    /** North Carolina in feet of NAD 1983: x 2,000,000 ft lies on 79 degrees west. */
    @Test
    void feet_and_another_projection_are_read_from_the_text() {
        Frame frame = FRAMES.ofWkt("PROJCS[\"NAD_1983_StatePlane_North_Carolina_FIPS_3200_Feet\",GEOGCS["
                + "\"GCS_North_American_1983\",DATUM[\"D_North_American_1983\",SPHEROID[\"GRS_1980\",6378137.0,298.257222101]],"
                + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Lambert_Conformal_Conic\"],"
                + "PARAMETER[\"False_Easting\",2000000.002616666],PARAMETER[\"False_Northing\",0.0],"
                + "PARAMETER[\"Central_Meridian\",-79.0],PARAMETER[\"Standard_Parallel_1\",34.3333333333333],"
                + "PARAMETER[\"Standard_Parallel_2\",36.1666666666667],PARAMETER[\"Latitude_Of_Origin\",33.75],"
                + "UNIT[\"Foot_US\",0.304800609601219]]");

        LonLat place = frame.toWgs84(new FramePoint(2000000.002616666, 0));
        assertThat(place.lon()).isCloseTo(-79, within(1e-6));
        assertThat(place.lat()).isCloseTo(33.75, within(1e-6));
    }

    @Test
    void a_text_without_a_way_to_wgs84_is_refused() {
        assertThatThrownBy(() -> FRAMES.ofWkt("GEOGCS[\"GCS_Mars\",DATUM[\"D_Mars\",SPHEROID[\"Mars\",3396190,169.9]],"
                        + "PRIMEM[\"Airy\",0],UNIT[\"Degree\",0.0174532925199433]]"))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("GCS_Mars has no published way to WGS 84");
        assertThatThrownBy(() -> FRAMES.ofWkt("LOCAL_CS[\"site\",UNIT[\"metre\",1]]"))
                .isInstanceOf(SixgridException.class);
        assertThatThrownBy(() -> FRAMES.ofWkt("PROJCS[")).hasMessageContaining("not understood");
    }

    private static String projected(
            String name, String base, String projection, String easting, String meridian, String scale) {
        return "PROJCS[\"" + name + "\"," + base + ",PROJECTION[\"" + projection + "\"],PARAMETER[\"False_Easting\","
                + easting + "],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\"," + meridian
                + "],PARAMETER[\"Scale_Factor\"," + scale
                + "],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
    }
}
