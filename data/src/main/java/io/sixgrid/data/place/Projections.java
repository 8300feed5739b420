package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.NoSuchAuthorityCodeException;
import org.geotools.api.referencing.ReferenceIdentifier;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.OperationNotFoundException;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;

/**
 * Projections and EPSG's frames, from GeoTools; with {@link WktDefinition} the one class that knows it. Its first use costs a second or more, so
 * nothing of it is loaded before.
 */
final class Projections {
    /** Where GeoTools unpacks the EPSG database; read once, when the first code is looked up. */
    private static final String DIRECTORY_PROPERTY = "EPSG-HSQL.directory";

    // It warns of every position outside of a projection's area, and those come from anybody: we refuse them ourselves.
    @SuppressWarnings("UnusedVariable") // Held, not read: a logger that nobody holds forgets its level.
    private static final List<Logger> QUIET = Stream.of("org.geotools", "java.util.prefs", "hsqldb.db")
            .map(Logger::getLogger)
            .peek(logger -> logger.setLevel(Level.SEVERE))
            .toList();

    private static final String TRANSVERSE_MERCATOR = """
            PROJCS["projected", GEOGCS["geographic",
                DATUM["own", SPHEROID["own", %s, %s]], PRIMEM["Greenwich", 0], UNIT["degree", 0.017453292519943295],
                AXIS["Longitude", EAST], AXIS["Latitude", NORTH]],
              PROJECTION["Transverse_Mercator"],
              PARAMETER["central_meridian", %s], PARAMETER["latitude_of_origin", %s], PARAMETER["scale_factor", %s],
              PARAMETER["false_easting", %s], PARAMETER["false_northing", %s],
              UNIT["metre", 1], AXIS["Easting", EAST], AXIS["Northing", NORTH]]""";

    private final Optional<Path> directory;

    /** @param directory where the EPSG database is unpacked to; empty means the system's directory of temporary files */
    Projections(Optional<Path> directory) {
        this.directory = directory;
    }

    /** In its own longitudes and latitudes: whatever shifts them to WGS 84 comes after. */
    Projection transverseMercator(Ellipsoid ellipsoid, TransverseMercator p) {
        try {
            ProjectedCRS crs = (ProjectedCRS) CRS.parseWKT(TRANSVERSE_MERCATOR.formatted(
                    ellipsoid.semiMajor(),
                    ellipsoid.inverseFlattening(),
                    p.centralMeridian(),
                    p.latitudeOfOrigin(),
                    p.scale(),
                    p.falseEasting(),
                    p.falseNorthing()));
            return projection(CRS.findMathTransform(crs, crs.getBaseCRS()));
        } catch (FactoryException e) {
            throw new IllegalStateException("no transverse Mercator projection by " + p, e);
        }
    }

    /** EPSG's frame of that code, to and from WGS 84; what only CGCS2000 lies between counts as equal to it. */
    Projection epsg(int code) {
        settle();
        try {
            CoordinateReferenceSystem crs = CRS.decode("EPSG:" + code, true);
            // GeoTools shifts EPSG:4490 against 4326, or refuses to relate them.
            CoordinateReferenceSystem wgs84 =
                    crs instanceof ProjectedCRS projected && isCgcs2000(projected.getBaseCRS())
                            ? projected.getBaseCRS()
                            : DefaultGeographicCRS.WGS84;
            return projection(CRS.findMathTransform(crs, wgs84));
        } catch (NoSuchAuthorityCodeException e) {
            throw SixgridException.invalid("frame", "unknown frame: EPSG has no coordinate frame " + code);
        } catch (OperationNotFoundException e) {
            throw SixgridException.invalid(
                    "frame",
                    "epsg:" + code
                            + " has no published way to WGS 84; define a frame of your own with seven parameters");
        } catch (FactoryException e) {
            throw SixgridException.invalid("frame", "epsg:" + code + " cannot be used: " + e.getMessage());
        }
    }

    /** EPSG's definition of that frame, the eastward axis first. */
    String wkt(int code) {
        settle();
        try {
            return CRS.decode("EPSG:" + code, true).toWKT();
        } catch (FactoryException e) {
            throw SixgridException.invalid("frame", "unknown frame: EPSG has no coordinate frame " + code);
        }
    }

    /** To be called before GeoTools is asked for anything that EPSG knows. */
    void settle() {
        directory.ifPresent(path ->
                System.setProperty(DIRECTORY_PROPERTY, path.toAbsolutePath().toString()));
    }

    private static boolean isCgcs2000(CoordinateReferenceSystem crs) {
        return crs.getIdentifiers().stream().map(ReferenceIdentifier::getCode).anyMatch("4490"::equals);
    }

    static Projection projection(MathTransform toDegrees) throws FactoryException {
        if (toDegrees.getSourceDimensions() != 2 || toDegrees.getTargetDimensions() != 2) {
            throw new FactoryException("it has other than two coordinates");
        }
        MathTransform toMetres;
        try {
            toMetres = toDegrees.inverse();
        } catch (TransformException e) {
            throw new FactoryException("it has no inverse", e);
        }
        return new Projection() {
            @Override
            public LonLat degrees(FramePoint metres) {
                FramePoint degrees = apply(toDegrees, metres);
                try {
                    return new LonLat(degrees.x(), degrees.y());
                } catch (SixgridException e) {
                    throw outside(metres);
                }
            }

            @Override
            public FramePoint metres(LonLat degrees) {
                return apply(toMetres, FramePoint.of(degrees));
            }
        };
    }

    private static FramePoint apply(MathTransform transform, FramePoint point) {
        double[] pair = {point.x(), point.y()};
        try {
            transform.transform(pair, 0, pair, 0, 1);
        } catch (TransformException e) {
            throw outside(point);
        }
        return new FramePoint(pair[0], pair[1]);
    }

    private static SixgridException outside(FramePoint point) {
        return SixgridException.invalid("x", "no place has x " + point.x() + ", y " + point.y() + " in its frame");
    }
}
