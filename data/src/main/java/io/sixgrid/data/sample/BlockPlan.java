package io.sixgrid.data.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/**
 * Cuts a base grid into the land of its compounds. What lies between them is street: first half a street along the
 * grid's own border, then a street wherever a block is divided. On hills and in villages only a part of each block is
 * settled.
 */
final class BlockPlan {
    private static final GeometryFactory METERS = new GeometryFactory();
    private static final int MOST_BLOCKS = 8;
    private static final double SMALLEST_SQUARE_METERS = 1_500;

    /** Beach, rocks and promenade. */
    private static final double SHORE_METERS = 32;

    /** Bends of a compound's edge below this are straightened; far less than half a street. */
    private static final double BEND_METERS = 0.9;

    /** Sharp corners stay sharp, but not longer than this many times the distance. */
    private static final BufferParameters SHARP =
            new BufferParameters(2, BufferParameters.CAP_FLAT, BufferParameters.JOIN_MITRE, 2);

    private final Geometry shore;
    private final SplittableRandom dice;

    /** @param outline of the zone, of which the nodes in {@code coast} lie on the sea */
    BlockPlan(Ring outline, Set<Node> coast, SplittableRandom dice) {
        this.dice = dice;
        List<Geometry> pieces = new ArrayList<>();
        for (int i = 0; i < outline.size(); i++) {
            Node from = outline.nodes().get(i);
            Node to = outline.nodes().get((i + 1) % outline.size());
            if (coast.contains(from) && coast.contains(to)) {
                Coordinate[] edge = {from.spot().coordinate(), to.spot().coordinate()};
                pieces.add(METERS.createLineString(edge).buffer(SHORE_METERS, 3));
            }
        }
        this.shore = METERS.buildGeometry(pieces).union();
    }

    /** The land of one compound and what it is for. */
    record Block(Ring ring, AreaClass use) {}

    /** The land of the compounds of a base grid that is mostly for {@code use}. */
    List<Block> blocks(Ring grid, AreaClass use, boolean atSea) {
        boolean rural = use == AreaClass.VILLAGE || use == AreaClass.HILL;
        double halfStreet = rural ? 7 + 5 * dice.nextDouble() : 4 + 3.5 * dice.nextDouble();
        Geometry land = inset(grid.meters(), halfStreet);
        if (atSea) {
            land = land.difference(shore);
        }
        Optional<Polygon> largest = largest(land);
        if (largest.isEmpty()) {
            return List.of();
        }
        double wanted = largest.get().getArea() / use.compoundSquareMeters() * (0.8 + 0.4 * dice.nextDouble());
        int count = (int) Math.max(1, Math.min(MOST_BLOCKS, Math.round(wanted)));
        List<Polygon> blocks = new ArrayList<>();
        divide(largest.get(), count, blocks);
        List<Block> settled = new ArrayList<>();
        for (Polygon block : blocks) {
            if (rural || dice.nextDouble() >= idle(grid.centroid())) {
                AreaClass compound = use.ofCompound(dice);
                Optional<Polygon> part = rural ? clearing(block, compound) : Optional.of(block);
                part.flatMap(BlockPlan::ring).ifPresent(ring -> settled.add(new Block(ring, compound)));
            }
        }
        return settled;
    }

    /** The share of blocks that nobody has built on yet: none in town, more towards the hills. */
    private static double idle(Spot spot) {
        return Math.max(0, Math.min(0.5, (9 - Settlement.density(spot)) / 8));
    }

    /** The same polygon with its border moved inward. */
    static Geometry inset(Polygon polygon, double meters) {
        return BufferOp.bufferOp(polygon, -meters, SHARP);
    }

    private void divide(Polygon block, int count, List<Polygon> into) {
        if (block.getArea() < SMALLEST_SQUARE_METERS) {
            return;
        }
        if (count == 1) {
            into.add(block);
            return;
        }
        int first = count / 2;
        double street = 7 + 7 * dice.nextDouble();
        double share = Math.min(0.7, Math.max(0.3, (double) first / count + 0.16 * (dice.nextDouble() - 0.5)));
        Spot axis = longestAxis(block, 0.09);
        double[] reach = reach(block, axis);
        double at = reach[0] + share * (reach[1] - reach[0]);
        largest(block.intersection(half(block, axis, at - street / 2))).ifPresent(part -> divide(part, first, into));
        largest(block.intersection(half(block, axis.times(-1), -at - street / 2)))
                .ifPresent(part -> divide(part, count - first, into));
    }

    /** The longer direction of the streets' grain, or of the block's longest wall where that is at odds with it. */
    private Spot longestAxis(Polygon block, double aside) {
        double angle = MainAxis.of(block) + aside * (2 * dice.nextDouble() - 1);
        Spot axis = Spot.direction(angle);
        double[] along = reach(block, axis);
        double[] across = reach(block, axis.left());
        return along[1] - along[0] >= across[1] - across[0] ? axis : axis.left();
    }

    private static double[] reach(Polygon block, Spot axis) {
        double[] along = Arrays.stream(block.getCoordinates())
                .mapToDouble(c -> Spot.of(c).dot(axis))
                .toArray();
        return new double[] {
            Arrays.stream(along).min().orElseThrow(), Arrays.stream(along).max().orElseThrow()
        };
    }

    /** A rectangle over all of {@code block} that lies below {@code at} along {@code axis}. */
    private static Polygon half(Polygon block, Spot axis, double at) {
        double far = 2 * block.getEnvelopeInternal().getDiameter();
        Spot middle = Spot.of(block.getEnvelopeInternal().centre());
        Spot edge = middle.plus(axis.times(at - middle.dot(axis)));
        Spot aside = axis.left().times(far);
        Spot back = axis.times(-far);
        return polygon(List.of(
                edge.plus(aside), edge.plus(aside).plus(back), edge.minus(aside).plus(back), edge.minus(aside)));
    }

    /** A settled clearing in a block: an uneven round, longer along the valley than across. */
    private Optional<Polygon> clearing(Polygon block, AreaClass use) {
        Spot corner = Spot.of(block.getCoordinates()[dice.nextInt(block.getNumPoints())]);
        Spot middle = Spot.of(block.getInteriorPoint().getCoordinate()).towards(corner, 0.4 * dice.nextDouble());
        double radius = Math.sqrt(block.getArea() / Math.PI);
        double reach = use == AreaClass.HILL ? radius * (0.5 + 0.35 * dice.nextDouble()) : 36 + 46 * dice.nextDouble();
        Spot axis = Spot.direction(Settlement.grain(middle));
        double stretch = 1.1 + 0.7 * dice.nextDouble();
        int corners = 11 + dice.nextInt(5);
        List<Spot> around = new ArrayList<>();
        for (int i = 0; i < corners; i++) {
            Spot out = Spot.direction(2 * StrictMath.PI * i / corners).times(reach * (0.75 + 0.4 * dice.nextDouble()));
            around.add(middle.plus(new Spot(out.east() * stretch, out.north() / stretch).inFrameOf(axis)));
        }
        return largest(polygon(around).intersection(block));
    }

    private static Polygon polygon(List<Spot> spots) {
        Coordinate[] shell = new Coordinate[spots.size() + 1];
        for (int i = 0; i < shell.length; i++) {
            shell[i] = spots.get(i % spots.size()).coordinate();
        }
        return METERS.createPolygon(shell);
    }

    private static Optional<Polygon> largest(Geometry geometry) {
        List<Polygon> parts = new ArrayList<>();
        for (int i = 0; i < geometry.getNumGeometries(); i++) {
            if (geometry.getGeometryN(i) instanceof Polygon part && !part.isEmpty()) {
                parts.add(METERS.createPolygon(part.getExteriorRing().getCoordinates()));
            }
        }
        return parts.stream().max(Comparator.comparingDouble(Polygon::getArea));
    }

    /** On the lattice; nothing where rounding would make it invalid or too small for a compound. */
    private static Optional<Ring> ring(Polygon block) {
        Geometry straight = DouglasPeuckerSimplifier.simplify(block, BEND_METERS);
        if (!(straight instanceof Polygon polygon) || polygon.getArea() < SMALLEST_SQUARE_METERS) {
            return Optional.empty();
        }
        List<Node> nodes = Arrays.stream(polygon.getExteriorRing().getCoordinates())
                .skip(1)
                .map(c -> Spot.of(c).node())
                .toList();
        Ring ring = new Ring(nodes);
        return ring.meters().isValid() ? Optional.of(ring) : Optional.empty();
    }
}
