package io.sixgrid.data.edition;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.file.Feature;
import io.sixgrid.data.file.FeatureFile;
import io.sixgrid.data.file.FeatureFiles;
import io.sixgrid.data.file.ReadOptions;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * The outline that a file of its own gives.
 *
 * @param shape all its polygons, in {@code frame}
 */
record OutlineSource(Geometry shape, Frame frame) {
    /** @param said the frame of the edition where one was named; else the file's own */
    static OutlineSource read(Path file, Optional<Frame> said, Frames frames) {
        FeatureFile read = FeatureFiles.read(file, ReadOptions.NONE, frames);
        List<Polygon> parts = new ArrayList<>();
        for (Feature feature : read.features()) {
            for (int part = 0; part < feature.shape().getNumGeometries(); part++) {
                if (feature.shape().getGeometryN(part) instanceof Polygon polygon) {
                    parts.add(polygon);
                }
            }
        }
        if (parts.isEmpty()) {
            throw SixgridException.invalid("outline", "the file of the outline has no polygon");
        }
        Frame frame = said.or(read::frame)
                .orElseThrow(() -> SixgridException.invalid(
                        "frame", "the file of the outline does not say its frame; say it with frame"));
        Geometry shape = parts.size() == 1
                ? parts.get(0)
                : new GeometryFactory().createMultiPolygon(parts.toArray(Polygon[]::new));
        return new OutlineSource(shape, frame);
    }
}
