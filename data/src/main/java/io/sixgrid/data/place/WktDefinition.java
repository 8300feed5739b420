package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.geotools.api.parameter.ParameterNotFoundException;
import org.geotools.api.parameter.ParameterValueGroup;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.crs.SingleCRS;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;

/** What GeoTools makes of a well-known text. */
final class WktDefinition {
    // Files have the eastward coordinate first whatever the text says; without AXIS that is what GeoTools assumes.
    private static final Pattern AXIS = Pattern.compile("(?i),\\s*AXIS\\s*\\[\\s*\"[^\"]*\"\\s*,\\s*[A-Z]+\\s*\\]");

    // GeoTools knows this projection by its usual name only, ESRI calls it like that on Krueger's ground alone.
    private static final Pattern GAUSS_KRUEGER = Pattern.compile("(?i)\"Gauss[_ -]Kru[e]?ger\"");

    private final SingleCRS crs;

    private WktDefinition(SingleCRS crs) {
        this.crs = crs;
    }

    static WktDefinition parse(String text) {
        String plain = GAUSS_KRUEGER.matcher(AXIS.matcher(text).replaceAll("")).replaceAll("\"Transverse_Mercator\"");
        try {
            CoordinateReferenceSystem whole = CRS.parseWKT(plain);
            SingleCRS horizontal = CRS.getHorizontalCRS(whole);
            if (horizontal instanceof ProjectedCRS || horizontal instanceof GeographicCRS) {
                return new WktDefinition(horizontal);
            }
            throw SixgridException.invalid(
                    "frame", "a definition that is tied to no place on the earth: " + shortened(text));
        } catch (FactoryException e) {
            throw SixgridException.invalid(
                    "frame", "a definition that is not understood (" + e.getMessage() + "): " + shortened(text));
        }
    }

    String name() {
        return crs.getName().getCode();
    }

    String datum() {
        return crs.getDatum().getName().getCode();
    }

    boolean projected() {
        return crs instanceof ProjectedCRS;
    }

    /** From the projection's metres, feet or whatever to its own longitude and latitude, without a change of datum. */
    Projection projection() {
        try {
            return Projections.projection(CRS.findMathTransform(crs, geographic()));
        } catch (FactoryException e) {
            throw unusable(e);
        }
    }

    /** To WGS 84, where the text says how or GeoTools finds it in EPSG. */
    Projection toWgs84() {
        try {
            return Projections.projection(CRS.findMathTransform(crs, DefaultGeographicCRS.WGS84));
        } catch (FactoryException e) {
            throw unusable(e);
        }
    }

    /** EPSG's code of the geographic frame beneath, searched for in all of EPSG; takes seconds. */
    OptionalInt search() {
        try {
            Integer code = CRS.lookupEpsgCode(geographic(), true);
            return code == null ? OptionalInt.empty() : OptionalInt.of(code);
        } catch (FactoryException e) {
            return OptionalInt.empty();
        }
    }

    /** The parameters, where it is such a projection in metres from Greenwich. */
    Optional<TransverseMercator> transverseMercator() {
        if (!(crs instanceof ProjectedCRS projected)
                || !projected
                        .getConversionFromBase()
                        .getMethod()
                        .getName()
                        .getCode()
                        .equals("Transverse_Mercator")
                || !crs.getCoordinateSystem().getAxis(0).getUnit().toString().equals("m")
                || geographic().getDatum().getPrimeMeridian().getGreenwichLongitude() != 0) {
            return Optional.empty();
        }
        ParameterValueGroup given = projected.getConversionFromBase().getParameterValues();
        try {
            return Optional.of(new TransverseMercator(
                    given.parameter("central_meridian").doubleValue(),
                    given.parameter("latitude_of_origin").doubleValue(),
                    given.parameter("scale_factor").doubleValue(),
                    given.parameter("false_easting").doubleValue(),
                    given.parameter("false_northing").doubleValue()));
        } catch (ParameterNotFoundException e) {
            return Optional.empty();
        }
    }

    private GeographicCRS geographic() {
        return crs instanceof ProjectedCRS projected ? projected.getBaseCRS() : (GeographicCRS) crs;
    }

    private SixgridException unusable(FactoryException e) {
        String why = String.valueOf(e.getMessage());
        // What GeoTools says of a datum that only its author knows.
        String reason = why.startsWith("Bursa wolf") ? "its datum is not one that is known" : why;
        return SixgridException.invalid("frame", name() + " has no published way to WGS 84 (" + reason + ")");
    }

    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
