package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Frames by definition in well-known text (OGC 01-009), as {@code .prj} files and GeoPackages have it. ESRI's texts name no
 * EPSG code, and call datums otherwise than EPSG does; what EPSG has is found by datum, projection and parameters, the
 * rest is made from the text itself.
 */
final class WktFrames {
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?is).*[,\\]]\\s*(?:AUTHORITY|ID)\\s*\\[\\s*\"EPSG\"\\s*,\\s*\"?([0-9]+)\"?\\s*\\]\\s*\\]");

    private static final Pattern WEB_MERCATOR =
            Pattern.compile("(?is).*\"(Mercator_Auxiliary_Sphere|Popular_Visualisation_Pseudo_Mercator)\".*");

    private static final Pattern THREE_DEGREES = Pattern.compile("(?i).*3[-_ ]?degree.*");

    /** EPSG's geographic frames by the names of their datums, small letters and digits only, as ESRI and as EPSG write them. */
    private static final Map<String, Integer> GEOGRAPHIC = Map.ofEntries(
            Map.entry("wgs1984", 4326),
            Map.entry("wgs84", 4326),
            Map.entry("worldgeodeticsystem1984", 4326),
            Map.entry("china2000", 4490),
            Map.entry("chinageodeticcoordinatesystem2000", 4490),
            Map.entry("cgcs2000", 4490),
            Map.entry("northamerican1927", 4267),
            Map.entry("northamericandatum1927", 4267),
            Map.entry("northamerican1983", 4269),
            Map.entry("northamericandatum1983", 4269),
            Map.entry("etrs1989", 4258),
            Map.entry("europeanterrestrialreferencesystem1989", 4258),
            Map.entry("rgf1993", 4171),
            Map.entry("reseaugeodesiquefrancais1993", 4171),
            Map.entry("osgb1936", 4277),
            Map.entry("ordnancesurveyofgreatbritain1936", 4277));

    private final Function<String, Frame> others;

    /** @param others finds a frame by its code */
    WktFrames(Function<String, Frame> others) {
        this.others = others;
    }

    Frame of(String wkt) {
        String text = wkt.replace("\ufeff", "").strip();
        Matcher authority = AUTHORITY.matcher(text);
        if (authority.matches()) {
            try {
                return epsg(Integer.parseInt(authority.group(1)));
            } catch (SixgridException e) {
                // EPSG has more than GeoTools' copy of it, and the text may say what is missing there.
                return defined(text);
            }
        }
        return defined(text);
    }

    private Frame defined(String text) {
        if (WEB_MERCATOR.matcher(text).matches()) {
            return epsg(3857);
        }
        WktDefinition definition = WktDefinition.parse(text);
        OptionalInt datum = known(definition.datum());
        if (datum.isEmpty()) {
            try {
                return frame(definition, definition.toWgs84(), UnaryOperator.identity());
            } catch (SixgridException e) {
                datum = definition.search();
                if (datum.isEmpty()) {
                    throw e;
                }
            }
        }
        Frame base = epsg(datum.getAsInt());
        if (!definition.projected()) {
            return base;
        }
        return definition
                .transverseMercator()
                .flatMap(p -> zone(base, p, definition.name()))
                .orElseGet(() -> frame(definition, definition.projection(), p -> base.toWgs84(FramePoint.of(p))));
    }

    private static Frame frame(WktDefinition definition, Projection projection, UnaryOperator<LonLat> datum) {
        return ProjectedFrame.checkedByReturn(definition.name(), projection, datum);
    }

    private Frame epsg(int code) {
        return others.apply("epsg:" + code);
    }

    private Optional<Frame> zone(Frame base, TransverseMercator p, String name) {
        if (base == Frame.CGCS2000) {
            int degrees = THREE_DEGREES.matcher(name).matches() ? 3 : 6;
            return GaussZone.of(p, degrees).map(zone -> epsg(zone.epsg()));
        }
        double number = (p.centralMeridian() + 183) / 6;
        boolean north = p.falseNorthing() == 0;
        if (base == Frame.WGS84
                && number == Math.rint(number)
                && p.latitudeOfOrigin() == 0
                && p.scale() == 0.9996
                && p.falseEasting() == 500_000
                && (north || p.falseNorthing() == 10_000_000)) {
            return Optional.of(epsg((north ? 32600 : 32700) + (int) number));
        }
        return Optional.empty();
    }

    private static OptionalInt known(String datum) {
        String plain = datum.toLowerCase(Locale.ROOT).replaceFirst("^d_", "").replaceAll("[^a-z0-9]", "");
        Integer code = GEOGRAPHIC.get(plain);
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }
}
