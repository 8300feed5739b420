package io.sixgrid.data.fit;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** What goes wrong with boundaries in files, one grid at a time. */
enum Breaks {
    MOVED_VERTEX {
        @Override
        void apply(List<Coordinate> ring, Random random) {
            shift(ring, random.nextInt(ring.size()), 80, random);
        }
    },
    ALL_VERTICES_JITTERED {
        @Override
        void apply(List<Coordinate> ring, Random random) {
            for (int i = 0; i < ring.size(); i++) {
                shift(ring, i, 4, random);
            }
        }
    },
    MISSING_VERTEX {
        @Override
        void apply(List<Coordinate> ring, Random random) {
            // As a neighbour that lacks a corner nearly on its edge: first the corner is put there in this one alone.
            int at = random.nextInt(ring.size());
            Coordinate next = ring.get((at + 1) % ring.size());
            Coordinate middle = middle(ring.get(at), next);
            ring.add(at + 1, middle);
        }
    },
    LOST_VERTEX {
        @Override
        void apply(List<Coordinate> ring, Random random) {
            int at = random.nextInt(ring.size());
            Coordinate before = ring.get((at + ring.size() - 1) % ring.size());
            Coordinate after = ring.get((at + 1) % ring.size());
            // Lost where it hardly matters, so that a repair is narrow.
            Coordinate middle = middle(before, after);
            if (ring.get(at).distance(middle) < 1.5e-5) {
                ring.remove(at);
            }
        }
    },
    SLIVER {
        @Override
        void apply(List<Coordinate> ring, Random random) {
            int at = random.nextInt(ring.size() - 3);
            for (int i = at; i < at + 3; i++) {
                shift(ring, i, 120, random);
            }
        }
    },
    SPIKE {
        @Override
        void apply(List<Coordinate> ring, Random random) {
            int at = random.nextInt(ring.size());
            Coordinate corner = ring.get(at);
            ring.add(at + 1, new Coordinate(Lattice.round(corner.x + 3e-4), Lattice.round(corner.y + 2e-4)));
            ring.add(at + 2, corner.copy());
        }
    },
    BOW_TIE {
        @Override
        void apply(List<Coordinate> ring, Random random) {
            // Two vertices a metre apart, in the wrong order.
            int at = random.nextInt(ring.size());
            Coordinate corner = ring.get(at);
            Coordinate next = ring.get((at + 1) % ring.size());
            Coordinate further = new Coordinate(
                    Lattice.round(corner.x + (next.x - corner.x) * 0.02),
                    Lattice.round(corner.y + (next.y - corner.y) * 0.02));
            ring.add(at, further);
        }
    },
    DOUBLED_VERTEX {
        @Override
        void apply(List<Coordinate> ring, Random random) {
            int at = random.nextInt(ring.size());
            ring.add(at, ring.get(at).copy());
        }
    };

    /** @param ring without the closing vertex */
    abstract void apply(List<Coordinate> ring, Random random);

    Piece of(Piece piece, Random random) {
        Coordinate[] given = ((Polygon) piece.shape()).getExteriorRing().getCoordinates();
        List<Coordinate> ring = new ArrayList<>();
        Arrays.stream(given).limit(given.length - 1).map(Coordinate::copy).forEach(ring::add);
        apply(ring, random);
        ring.add(ring.get(0).copy());
        Geometry broken = Lattice.FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
        return new Piece(piece.code(), broken);
    }

    private static Coordinate middle(Coordinate a, Coordinate b) {
        return new Coordinate(Lattice.round((a.x + b.x) / 2), Lattice.round((a.y + b.y) / 2));
    }

    /** By up to that many lattice units each way. */
    private static void shift(List<Coordinate> ring, int at, int units, Random random) {
        Coordinate given = ring.get(at);
        ring.set(
                at,
                new Coordinate(
                        Lattice.round(given.x + (random.nextInt(2 * units + 1) - units) / Lattice.UNITS_PER_DEGREE),
                        Lattice.round(given.y + (random.nextInt(2 * units + 1) - units) / Lattice.UNITS_PER_DEGREE)));
    }
}
