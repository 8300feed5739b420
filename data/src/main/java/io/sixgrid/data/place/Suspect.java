package io.sixgrid.data.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What positions may really be instead of what they are said to be. */
interface Suspect {
    /** The usual ones. */
    List<Suspect> ALL = all();

    /** Where a position really is if the suspicion holds, WGS 84; empty where it cannot concern this position. */
    Optional<LonLat> truth(GivenPosition said);

    /** What it really is, of a position that the suspicion can concern. */
    String name(GivenPosition said);

    private static List<Suspect> all() {
        List<Suspect> all = new ArrayList<>();
        for (Frame frame : List.of(Frame.WGS84, Frame.GCJ02, Frame.BD09)) {
            all.add(new Other(frame.code(), frame.code(), p -> frame.toWgs84(FramePoint.of(p))));
        }
        all.add(new Other("bd09 computed with the wrong factor", "", p -> Inverse.of(DegreeFrame::wrongBd09, p)));
        for (Frame frame : List.of(Frame.GCJ02, Frame.BD09)) {
            all.add(new Corrected(frame));
        }
        for (int degrees : new int[] {-9, -6, -3, 3, 6, 9}) {
            all.add(new Zone(degrees));
        }
        return List.copyOf(all);
    }

    private static boolean isWgs84(String frame) {
        return frame.equals(Frame.WGS84.code()) || frame.equals(Frame.CGCS2000.code());
    }

    /**
     * The coordinates are of another frame in degrees.
     *
     * @param code that of the other frame; empty where it has none
     */
    record Other(String label, String code, Function<LonLat, LonLat> toWgs84) implements Suspect {
        @Override
        public Optional<LonLat> truth(GivenPosition said) {
            boolean same = said.frame().equals(code) || (isWgs84(said.frame()) && isWgs84(code));
            // What came in metres was perhaps drawn over such a map before it was projected.
            boolean degrees = Axes.of(said.frame()) == Axes.LON_LAT;
            if (same || (!degrees && isWgs84(code))) {
                return Optional.empty();
            }
            LonLat read = degrees ? new LonLat(said.given().x(), said.given().y()) : said.place();
            return Optional.of(toWgs84.apply(read));
        }

        @Override
        public String name(GivenPosition said) {
            return label;
        }
    }

    /** What was WGS 84 already was corrected once more. */
    record Corrected(Frame from) implements Suspect {
        @Override
        public Optional<LonLat> truth(GivenPosition said) {
            if (!isWgs84(said.frame()) && Axes.of(said.frame()) == Axes.LON_LAT) {
                return Optional.empty();
            }
            FramePoint back = from.fromWgs84(said.place());
            return Optional.of(new LonLat(back.x(), back.y()));
        }

        @Override
        public String name(GivenPosition said) {
            return "wgs84 that was corrected from " + from.code() + " once too often";
        }
    }

    /** Gauss-Krueger coordinates of another zone: all zones have the same shape, {@code degrees} of longitude apart. */
    record Zone(int degrees) implements Suspect {
        private static final Pattern EPSG = Pattern.compile("epsg:([0-9]{4,5})");

        @Override
        public Optional<LonLat> truth(GivenPosition said) {
            return zone(said)
                    .map(zone -> new LonLat(
                            said.place().lon() + degrees, said.place().lat()));
        }

        @Override
        public String name(GivenPosition said) {
            return "coordinates of the zone with central meridian "
                    + (zone(said).orElseThrow().meridian() + degrees);
        }

        private static Optional<GaussZone> zone(GivenPosition said) {
            Matcher code = EPSG.matcher(said.frame());
            return code.matches() ? GaussZone.of(Integer.parseInt(code.group(1))) : Optional.empty();
        }
    }
}
