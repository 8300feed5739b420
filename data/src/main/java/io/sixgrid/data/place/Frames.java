package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every frame that may be named at a door: those known by name, {@code epsg:N}, and the city's own of the configuration.
 * What GeoTools is needed for is loaded when it is first asked for. Safe for use by several threads.
 */
public final class Frames {
    private static final Pattern EPSG = Pattern.compile("epsg:([1-9][0-9]{3,4})");
    private static final int EPSG_WGS84 = 4326;
    private static final int EPSG_CGCS2000 = 4490;

    // Every GeoPackage has it: that must not unpack the EPSG database.
    private static final String WGS84_WKT = """
            GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],\
            AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,\
            AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]""";

    private final Map<String, OwnFrame> own = new LinkedHashMap<>();
    private final Projections projections;

    /** By code: the named ones, and those of EPSG and the own ones that were asked for. */
    private final Map<String, Frame> found = new ConcurrentHashMap<>();

    /** EPSG codes that cannot be used, and why: a message that names one must not cost a look-up each time. */
    private final Map<Integer, String> refused = new ConcurrentHashMap<>();

    /**
     * @param own           the city's own, each name once
     * @param epsgDirectory where the EPSG database is unpacked to when it is needed; empty means a temporary directory
     */
    public Frames(List<OwnFrame> own, Optional<Path> epsgDirectory) {
        projections = new Projections(epsgDirectory);
        for (OwnFrame frame : own) {
            if (named(frame.name()) != null || this.own.put(frame.name(), frame) != null) {
                throw SixgridException.invalid("name", "two frames are called " + frame.name());
            }
        }
        own.forEach(this::requireBase);
        for (DegreeFrame frame : DegreeFrame.values()) {
            found.put(frame.code(), frame);
        }
    }

    /** Those that need no configuration. */
    public static Frames builtIn() {
        return new Frames(List.of(), Optional.empty());
    }

    /**
     * The frame of that code. Case does not matter, nor do hyphens and underscores in the names of the four that are
     * known by name. A code that is not known is refused, of the field {@code frame}.
     */
    public Frame frame(String code) {
        Frame often = found.get(code);
        if (often != null) {
            return often;
        }
        String wanted = code.strip().toLowerCase(Locale.ROOT);
        Frame known = named(wanted);
        if (known == null) {
            known = found.get(wanted);
        }
        if (known != null) {
            return known;
        }
        Matcher epsg = EPSG.matcher(wanted);
        OwnFrame mine = own.get(wanted);
        if (mine != null) {
            known = mine.make(projections, this::frame);
        } else if (epsg.matches()) {
            known = epsg(Integer.parseInt(epsg.group(1)));
        } else {
            throw SixgridException.invalid(
                    "frame", "unknown frame: " + code + "; known are " + String.join(", ", names()));
        }
        found.put(wanted, known);
        return known;
    }

    /**
     * The frame of a definition in well-known text, of EPSG or ESRI: one of EPSG's where it is one, else made from the
     * text.
     *
     * @throws SixgridException of the field {@code frame} where the text is not understood or has no way to WGS 84
     */
    public Frame ofWkt(String wkt) {
        projections.settle();
        return new WktFrames(this::frame).of(wkt);
    }

    /** The definition in well-known text of EPSG's frame of that code, for files that want one. */
    public String wkt(int epsg) {
        return epsg == EPSG_WGS84 ? WGS84_WKT : projections.wkt(epsg);
    }

    /** Makes the own frames, so that a definition that cannot be used is refused now and the first point need not wait. */
    public void prepare() {
        for (String name : own.keySet()) {
            try {
                frame(name);
            } catch (SixgridException e) {
                throw SixgridException.invalid("frames", "frames has a wrong entry: " + name + ": " + e.getMessage());
            }
        }
    }

    /** What may be said, for people. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (DegreeFrame frame : DegreeFrame.values()) {
            names.add(frame.code());
        }
        names.add("epsg:N");
        names.addAll(own.keySet());
        return names;
    }

    private static @Nullable Frame named(String wanted) {
        String plain = wanted.replaceAll("[-_ ]", "");
        for (DegreeFrame frame : DegreeFrame.values()) {
            if (frame.code().equals(plain)) {
                return frame;
            }
        }
        return null;
    }

    /** No base that has a base itself: that would need an order. */
    private void requireBase(OwnFrame frame) {
        if (frame instanceof OwnFrame.Affine affine
                && !EPSG.matcher(affine.base()).matches()
                && !(own.get(affine.base()) instanceof OwnFrame.SevenParameters)) {
            throw SixgridException.invalid(
                    "base",
                    "the base of frame " + frame.name() + " is neither epsg:N nor a frame of seven parameters: "
                            + affine.base());
        }
    }

    private Frame epsg(int code) {
        if (code == EPSG_WGS84) {
            return Frame.WGS84;
        }
        if (code == EPSG_CGCS2000) {
            return Frame.CGCS2000;
        }
        String why = refused.get(code);
        if (why != null) {
            throw SixgridException.invalid("frame", why);
        }
        String name = "epsg:" + code;
        Optional<GaussZone> zone = GaussZone.of(code);
        if (zone.isPresent()) {
            return new ProjectedFrame(
                    name,
                    projections.transverseMercator(
                            Ellipsoid.CGCS2000, zone.get().projection()),
                    UnaryOperator.identity(),
                    zone.get()::require);
        }
        try {
            return ProjectedFrame.checkedByReturn(name, projections.epsg(code), UnaryOperator.identity());
        } catch (SixgridException e) {
            refused.put(code, String.valueOf(e.getMessage()));
            throw e;
        }
    }
}
