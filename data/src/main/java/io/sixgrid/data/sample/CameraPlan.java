package io.sixgrid.data.sample;

import io.sixgrid.data.device.Device;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.sample.PlacedGrid.PlacedCompound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Puts up the video points: along the shore, at gates of compounds and at street crossings. Used by one thread. */
final class CameraPlan {
    static final int CAMERAS = 1200;
    private static final int GATES = 430;
    private static final double SHORE_SPACING_METERS = 320;
    private static final String[] SIDES = {"北", "东北", "东", "东南", "南", "西南", "西", "西北"};
    private static final Map<String, String> STREETS =
            Map.of("210211016", "lingshui", "210211021", "qixianling", "210212006", "longwangtang");

    private final List<PlacedGrid> grids;
    private final Set<Node> coast;
    private final SplittableRandom dice;
    private final List<Device> cameras = new ArrayList<>();
    private final Map<String, Integer> serials = new LinkedHashMap<>();

    private CameraPlan(List<PlacedGrid> grids, Set<Node> coast, SplittableRandom dice) {
        this.grids = grids;
        this.coast = coast;
        this.dice = dice;
    }

    static List<Device> of(List<PlacedGrid> grids, Set<Node> coast, SplittableRandom dice) {
        CameraPlan plan = new CameraPlan(grids, coast, dice);
        plan.shore();
        plan.gates();
        plan.crossings();
        return plan.cameras;
    }

    /** Where a camera hangs, where it looks, and which industry of GB/T 28181 runs it (00 road, 01 community, ...). */
    private record Mount(Spot spot, Spot towards, String industry, String name) {}

    private void shore() {
        for (PlacedGrid grid : grids) {
            Ring ring = grid.ring();
            double due = SHORE_SPACING_METERS * dice.nextDouble();
            for (int i = 0; i < ring.size(); i++) {
                Node from = ring.nodes().get(i);
                Node to = ring.nodes().get((i + 1) % ring.size());
                if (!coast.contains(from) || !coast.contains(to)) {
                    continue;
                }
                due -= ring.spot(i).distance(ring.spot(i + 1));
                if (due < 0) {
                    due += SHORE_SPACING_METERS;
                    Spot inland = ring.spot(i + 1).minus(ring.spot(i)).left().unit();
                    Spot spot = ring.spot(i).towards(ring.spot(i + 1), 0.5).plus(inland.times(9));
                    String use = grid.use() == AreaClass.HARBOUR ? "14" : "08";
                    add(grid, new Mount(spot, inland.times(-1), use, "滨海路岸线"), new Range(150, 400));
                }
            }
        }
    }

    private void gates() {
        record Gate(PlacedGrid grid, PlacedCompound compound, double key) {}
        List<Gate> gates = new ArrayList<>();
        for (PlacedGrid grid : grids) {
            for (PlacedCompound compound : grid.compounds()) {
                if (compound.compound().use() != AreaClass.HILL) {
                    gates.add(new Gate(grid, compound, dice.nextDouble()));
                }
            }
        }
        gates.sort(Comparator.comparingDouble(Gate::key));
        int wanted = cameras.size() + GATES;
        for (Gate gate : gates) {
            if (cameras.size() == wanted) {
                return;
            }
            Ring ring = gate.compound().compound().ring();
            int wall = longestWall(ring);
            Spot outward = ring.spot(wall).minus(ring.spot(wall + 1)).left().unit();
            Spot spot = ring.spot(wall)
                    .towards(ring.spot(wall + 1), 0.35 + 0.3 * dice.nextDouble())
                    .plus(outward.times(1.5));
            boolean campus = gate.compound().compound().use() == AreaClass.CAMPUS;
            String name = gate.compound().name() + side(outward) + "门";
            add(gate.grid(), new Mount(spot, outward, campus ? "11" : "01", name), new Range(25, 60));
        }
    }

    private void crossings() {
        record Place(PlacedGrid grid, double key) {}
        List<Place> places = new ArrayList<>();
        for (PlacedGrid grid : grids) {
            // Densely settled grids first, but not all of them before any other.
            places.add(new Place(
                    grid, dice.nextDouble() / Settlement.density(grid.ring().centroid())));
        }
        places.sort(Comparator.comparingDouble(Place::key));
        Set<Node> taken = new HashSet<>();
        for (Place place : places) {
            Ring ring = place.grid().ring();
            int corner = sharpestCorner(ring, taken);
            if (cameras.size() < CAMERAS && corner >= 0) {
                taken.add(ring.nodes().get(corner));
                Spot along = ring.spot(corner + 1).minus(ring.spot(corner)).unit();
                Spot back = ring.spot(corner - 1).minus(ring.spot(corner)).unit();
                Spot spot = ring.spot(corner).plus(along.plus(back).unit().times(5));
                String side = side(ring.spot(corner).minus(ring.centroid()));
                String name = place.grid().number() + "网格" + side + "路口";
                add(place.grid(), new Mount(spot, dice.nextBoolean() ? along : back, "00", name), new Range(60, 140));
            }
        }
    }

    /** Its index, or -1 when all corners are taken or the ring has none. */
    private static int sharpestCorner(Ring ring, Set<Node> taken) {
        int sharpest = -1;
        double straightest = -0.2;
        for (int i = 0; i < ring.size(); i++) {
            Spot before = ring.spot(i - 1).minus(ring.spot(i)).unit();
            Spot after = ring.spot(i + 1).minus(ring.spot(i)).unit();
            boolean outward = after.cross(before) > 0;
            if (outward
                    && before.dot(after) > Math.max(straightest, -0.7)
                    && !taken.contains(ring.nodes().get(i))) {
                straightest = before.dot(after);
                sharpest = i;
            }
        }
        return sharpest;
    }

    private static int longestWall(Ring ring) {
        int longest = 0;
        for (int i = 1; i < ring.size(); i++) {
            if (ring.spot(i).distance(ring.spot(i + 1)) > ring.spot(longest).distance(ring.spot(longest + 1))) {
                longest = i;
            }
        }
        return longest;
    }

    private static String side(Spot direction) {
        return SIDES[(int) Math.round(direction.bearingDegrees() / 45) % 8];
    }

    private void add(PlacedGrid grid, Mount mount, Range range) {
        if (cameras.size() == CAMERAS || !grid.ring().contains(mount.spot())) {
            return;
        }
        String street = STREETS.getOrDefault(grid.community().street(), "street");
        int serial = serials.merge(street, 1, Integer::sum);
        String type = dice.nextInt(4) == 0 ? "131" : "132";
        String network = mount.industry().equals("01") ? "7" : dice.nextInt(3) == 0 ? "0" : "6";
        String id =
                grid.code().substring(0, 6) + "00" + mount.industry() + type + network + digits(cameras.size() + 1, 6);
        double swerve = 24 * (dice.nextDouble() - 0.5);
        Device.Sector sector = new Device.Sector(
                tenth((mount.towards().bearingDegrees() + swerve + 360) % 360) % 360,
                Math.rint(new Range(55, 105).draw(dice)),
                Math.rint(range.draw(dice)));
        String name = grid.community().shortName() + " " + mount.name();
        cameras.add(new Device(
                id,
                "camera",
                numbered(name),
                Optional.empty(),
                Optional.empty(),
                aliases(street, digits(serial, 4)),
                Optional.of(GivenPosition.wgs84(mount.spot().lonLat())),
                Optional.of(new Device.View(Optional.of(sector)))));
    }

    private Map<String, String> aliases(String street, String serial) {
        double roll = dice.nextDouble();
        if (roll < 0.56) {
            return Map.of("onvif-ej", "cam-" + street + "-" + serial);
        }
        String frigate = street + "_" + serial;
        return roll < 0.92 ? Map.of("frigate-events", frigate, "frigate-reviews", frigate) : Map.of();
    }

    private String numbered(String name) {
        int number = serials.merge(name, 1, Integer::sum);
        return number == 1 ? name : name + number;
    }

    private static double tenth(double degrees) {
        return Math.rint(degrees * 10) / 10;
    }

    private static String digits(int number, int count) {
        String text = Integer.toString(number);
        return "0".repeat(count - text.length()) + text;
    }
}
