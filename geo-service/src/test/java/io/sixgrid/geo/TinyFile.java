package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A file of boxes in the land of the tiny city. */
final class TinyFile {
    private final ObjectNode root = Json.mapper().createObjectNode().put("type", "FeatureCollection");
    private final ArrayNode features = root.putArray("features");

    /**
     * @param properties as {@code code=A,name=甲}
     * @param box        west, south, east, north in degrees
     */
    TinyFile add(String properties, double... box) {
        ObjectNode feature = features.addObject().put("type", "Feature");
        ObjectNode values = feature.putObject("properties");
        for (String property : properties.split(",", -1)) {
            values.put(property.split("=", 2)[0], property.split("=", 2)[1]);
        }
        ArrayNode ring = feature.putObject("geometry")
                .put("type", "Polygon")
                .putArray("coordinates")
                .addArray();
        double[][] corners = {{box[0], box[1]}, {box[2], box[1]}, {box[2], box[3]}, {box[0], box[3]}, {box[0], box[1]}};
        for (double[] corner : corners) {
            ring.addArray().add(corner[0]).add(corner[1]);
        }
        return this;
    }

    byte[] geoJson() {
        return Json.text(root).getBytes(StandardCharsets.UTF_8);
    }

    Path write(Path folder) throws IOException {
        return Files.write(folder.resolve("boxes.geojson"), geoJson());
    }

    /** As GDAL makes a Shapefile of it in the zone of the city, zipped without the file that says its encoding. */
    byte[] shapefile(Path folder, String encoding) throws IOException, InterruptedException {
        List<String> command = List.of(
                "ogr2ogr",
                "-f",
                "ESRI Shapefile",
                "boxes.shp",
                write(folder).toString(),
                "-t_srs",
                "EPSG:4549",
                "-lco",
                "ENCODING=" + encoding);
        Process gdal = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(gdal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(gdal.waitFor()).as("GDAL (package gdal-bin) said: " + said).isZero();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.matches("boxes[.](shp|shx|dbf|prj)")) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }
}
