package io.sixgrid.bench;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A GeoJSON file of a square of grids with winding borders, seeded: about 300 m wide each, in districts of 10 by 10. */
final class BoundaryFile {
    /** What is wrong with it. */
    enum Errors {
        /** Nothing. */
        NONE,
        /** Three grids in a hundred: a corner moved, doubled or that of nobody else, a spike. */
        SOME,
        /** Every vertex of every grid is up to 3 mm from where its neighbour has it. */
        EVERYWHERE
    }

    private static final double STEP = 0.003;
    private static final double LATTICE = 1e7;
    private static final double JITTER = 2.7e-8;

    /** Off the lattice, so that rounding does not put right what jitter moved. */
    private static final double OFF = 4e-8;

    private final int size;
    private final int vertices;
    private final double[][][] eastward;
    private final double[][][] northward;

    /** @param vertices of each border between two corners */
    BoundaryFile(int size, int vertices, long seed) {
        this.size = size;
        this.vertices = vertices;
        Random random = new Random(seed);
        double[][] corners = new double[(size + 1) * (size + 1)][];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = point(i % (size + 1), Math.floorDiv(i, size + 1), random);
        }
        eastward = new double[corners.length][][];
        northward = new double[corners.length][][];
        for (int i = 0; i < corners.length; i++) {
            if (i % (size + 1) < size) {
                eastward[i] = border(corners[i], corners[i + 1], random);
            }
            if (i + size + 1 < corners.length) {
                northward[i] = border(corners[i], corners[i + size + 1], random);
            }
        }
    }

    void write(Path file, Errors errors) throws IOException {
        Random random = new Random(7);
        try (JsonGenerator json = JsonMapper.builder().build().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeArrayFieldStart("features");
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    feature(json, row, column, broken(ring(row, column), errors, random));
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void feature(JsonGenerator json, int row, int column, List<double[]> ring) throws IOException {
        String district = String.format("D%02d%02d", row / 10, column / 10);
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeObjectFieldStart("properties");
        json.writeStringField("code", String.format("%sG%d%d", district, row % 10, column % 10));
        json.writeStringField("name", "网格" + row + "-" + column);
        json.writeStringField("district", district);
        json.writeNumberField("households", 300 + (row * 7 + column * 13) % 200);
        json.writeEndObject();
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", "Polygon");
        json.writeArrayFieldStart("coordinates");
        json.writeStartArray();
        ring.add(ring.get(0));
        for (double[] vertex : ring) {
            json.writeArray(vertex, 0, 2);
        }
        json.writeEndArray();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private List<double[]> ring(int row, int column) {
        int corner = row * (size + 1) + column;
        List<double[]> ring = new ArrayList<>();
        append(ring, eastward[corner], false);
        append(ring, northward[corner + 1], false);
        append(ring, eastward[corner + size + 1], true);
        append(ring, northward[corner], true);
        return ring;
    }

    private static void append(List<double[]> ring, double[][] border, boolean backward) {
        for (int i = 0; i + 1 < border.length; i++) {
            ring.add(border[backward ? border.length - 1 - i : i].clone());
        }
    }

    private static List<double[]> broken(List<double[]> ring, Errors errors, Random random) {
        if (errors == Errors.EVERYWHERE) {
            ring.forEach(vertex -> {
                vertex[0] = Math.round((vertex[0] + OFF + (2 * random.nextDouble() - 1) * JITTER) * 1e9) / 1e9;
                vertex[1] = Math.round((vertex[1] + OFF + (2 * random.nextDouble() - 1) * JITTER) * 1e9) / 1e9;
            });
        }
        if (errors == Errors.SOME && random.nextInt(100) < 3) {
            int at = random.nextInt(ring.size());
            double[] vertex = ring.get(at);
            switch (random.nextInt(4)) {
                case 0 -> vertex[0] = lattice(vertex[0] + 4e-6);
                case 1 -> {
                    double[] next = ring.get((at + 1) % ring.size());
                    ring.add(at + 1, new double[] {
                        lattice((vertex[0] + next[0]) / 2), lattice((vertex[1] + next[1]) / 2)
                    });
                }
                case 2 -> ring.add(at, vertex.clone());
                default -> {
                    ring.add(at, new double[] {lattice(vertex[0] + 1e-5), lattice(vertex[1] + 1e-5)});
                    ring.add(at, vertex.clone());
                }
            }
        }
        return ring;
    }

    private double[][] border(double[] from, double[] to, Random random) {
        double[][] border = new double[vertices + 2][];
        border[0] = from;
        border[vertices + 1] = to;
        for (int i = 1; i <= vertices; i++) {
            double share = (double) i / (vertices + 1);
            double wide = STEP / (vertices + 1) / 3;
            border[i] = new double[] {
                lattice(from[0] + (to[0] - from[0]) * share + wide * (random.nextDouble() - 0.5)),
                lattice(from[1] + (to[1] - from[1]) * share + wide * (random.nextDouble() - 0.5))
            };
        }
        return border;
    }

    private static double[] point(double column, double row, Random random) {
        return new double[] {
            lattice(121 + (column + 0.3 * (random.nextDouble() - 0.5)) * STEP),
            lattice(38 + (row + 0.3 * (random.nextDouble() - 0.5)) * STEP)
        };
    }

    private static double lattice(double degrees) {
        return Math.round(degrees * LATTICE) / LATTICE;
    }
}
