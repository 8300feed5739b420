package io.sixgrid.data.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * Sets buildings on the land of a compound: rows that face about south, turned to the compound's walls by at most 35
 * degrees, as far apart as sunlight asks.
 */
final class BuildingPlan {
    private static final double MARGIN_METERS = 5;
    private static final double MOST_TURNED = StrictMath.toRadians(35);

    /** Between a wing and the row in front of it. */
    private static final double WING_GAP_METERS = 9;

    private final SplittableRandom dice;
    private final BuildingStyle style;
    private final Spot axis;
    private final PreparedGeometry land;
    private final double[] shellAlong;
    private final double[] shellUp;

    private BuildingPlan(Polygon land, double angle, BuildingStyle style, SplittableRandom dice) {
        this.dice = dice;
        this.style = style;
        this.axis = Spot.direction(angle);
        this.land = PreparedGeometryFactory.prepare(land);
        Coordinate[] shell = land.getExteriorRing().getCoordinates();
        this.shellAlong =
                Arrays.stream(shell).mapToDouble(c -> Spot.of(c).dot(axis)).toArray();
        this.shellUp = Arrays.stream(shell)
                .mapToDouble(c -> Spot.of(c).dot(axis.left()))
                .toArray();
    }

    /** The buildings of a compound for {@code use}, row by row from the south, west to east in a row. */
    static List<Building> of(Ring compound, AreaClass use, SplittableRandom dice) {
        BuildingStyle style = BuildingStyle.of(use, dice);
        double main = use == AreaClass.VILLAGE ? Settlement.grain(compound.centroid()) : MainAxis.of(compound.meters());
        double angle = Math.max(-MOST_TURNED, Math.min(MOST_TURNED, main));
        List<Building> buildings = new ArrayList<>();
        Geometry inner = BlockPlan.inset(compound.meters(), MARGIN_METERS);
        for (int i = 0; i < inner.getNumGeometries(); i++) {
            if (inner.getGeometryN(i) instanceof Polygon part && !part.isEmpty()) {
                new BuildingPlan(part, angle, style, dice).fill(buildings);
            }
        }
        return buildings;
    }

    private void fill(List<Building> into) {
        double depth = style.depth().draw(dice);
        double rowGap = style.rowGap().draw(dice);
        double length = style.length().draw(dice);
        double bottom = Arrays.stream(shellUp).min().orElseThrow();
        double top = Arrays.stream(shellUp).max().orElseThrow();
        double up = bottom + 2 + 6 * dice.nextDouble();
        while (up + depth < top) {
            int before = into.size();
            Row row = new Row(up, depth, length, rowGap);
            for (Range free : free(up, up + depth)) {
                build(row, free, into);
            }
            // Where nothing fits, as in the point of a wedge, look again a little further up.
            up += into.size() == before ? 4 : depth + rowGap * (0.92 + 0.16 * dice.nextDouble());
        }
    }

    /**
     * A row of buildings, in metres in the frame of the axis.
     *
     * @param up         where its front walls stand
     * @param length     that its buildings should have
     * @param gapInFront to the row before
     */
    private record Row(double up, double depth, double length, double gapInFront) {}

    /** Spreads buildings over the part of a row that is free. */
    private void build(Row row, Range free, List<Building> into) {
        double gap = style.sideGap().draw(dice);
        double room = free.max() - free.min();
        int count = (int) Math.max(1, Math.round((room + gap) / (row.length() + gap)));
        double length =
                Math.min((room - (count - 1) * gap) / count, style.length().max());
        if (length < style.length().min() * 0.8) {
            return;
        }
        double pace = length + gap;
        double along = free.min() + (room - count * pace + gap) * dice.nextDouble();
        for (int i = 0; i < count; i++, along += pace) {
            if (dice.nextDouble() < style.gaps()) {
                continue;
            }
            Building building = Building.slab(front(row, along, length), row.depth(), wing(row), style);
            if (land.covers(building.ring().meters())) {
                into.add(building);
            }
        }
    }

    /** The front wall of a building that may be up to {@code length} long from {@code along}. */
    private Building.Front front(Row row, double along, double length) {
        boolean full = style == BuildingStyle.SLAB && dice.nextInt(3) > 0;
        double shorter = full ? 0 : 0.25 * dice.nextDouble() * length;
        double forward = style == BuildingStyle.COTTAGE ? 3 * dice.nextDouble() : 0;
        Spot left = new Spot(along + shorter * dice.nextDouble(), row.up() - forward);
        return new Building.Front(axis, left, length - shorter);
    }

    private double wing(Row row) {
        double most = Math.min(16, row.gapInFront() * 0.92 - WING_GAP_METERS);
        if (most < 6 || dice.nextDouble() >= style.wings()) {
            return 0;
        }
        return dice.nextBoolean() ? most : -most;
    }

    /** Where along the axis land lies all the way from {@code bottom} to {@code top}. */
    private List<Range> free(double bottom, double top) {
        List<Range> free = inside(bottom);
        for (int line = 1; line <= 3; line++) {
            free = overlap(free, inside(bottom + (top - bottom) * line / 3));
        }
        return free;
    }

    private List<Range> inside(double up) {
        List<Double> walls = new ArrayList<>();
        for (int i = 1; i < shellUp.length; i++) {
            if ((shellUp[i - 1] > up) != (shellUp[i] > up)) {
                double share = (up - shellUp[i - 1]) / (shellUp[i] - shellUp[i - 1]);
                walls.add(shellAlong[i - 1] + share * (shellAlong[i] - shellAlong[i - 1]));
            }
        }
        walls.sort(Double::compare);
        List<Range> inside = new ArrayList<>();
        for (int i = 0; i + 1 < walls.size(); i += 2) {
            inside.add(new Range(walls.get(i), walls.get(i + 1)));
        }
        return inside;
    }

    private static List<Range> overlap(List<Range> some, List<Range> others) {
        List<Range> both = new ArrayList<>();
        for (Range a : some) {
            for (Range b : others) {
                double min = Math.max(a.min(), b.min());
                double max = Math.min(a.max(), b.max());
                if (min < max) {
                    both.add(new Range(min, max));
                }
            }
        }
        return both;
    }
}
