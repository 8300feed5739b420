package io.sixgrid.data.sample;

import io.sixgrid.data.device.Device;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.sample.PlacedGrid.PlacedCompound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Puts up the sensors and the gateways that hear them. Used by one thread. */
final class SensorPlan {
    static final int GATEWAYS = 20;

    /** Share of sensors on LoRaWAN; the others send over the mobile network. */
    private static final double LORAWAN = 0.85;

    private static final double HEARD_METERS = 4_000;

    private final List<PlacedGrid> grids;
    private final Set<Node> coast;
    private final SplittableRandom dice;
    private final Set<String> ids = new HashSet<>();
    private final List<Device> gateways = new ArrayList<>();
    private final List<Spot> gatewaySpots = new ArrayList<>();

    private SensorPlan(List<PlacedGrid> grids, Set<Node> coast, SplittableRandom dice) {
        this.grids = grids;
        this.coast = coast;
        this.dice = dice;
    }

    /** Where a kind of sensor is put up. */
    private enum Site {
        STREET,
        KERB,
        INDOORS,
        WATER
    }

    /** Name on the map, model digits in the id, site, and how many there are: 2 500 together. */
    private enum Kind {
        MANHOLE("井盖", "136", Site.STREET, 620),
        BIN("垃圾桶", "400", Site.KERB, 520),
        SMOKE("烟感", "524", Site.INDOORS, 420),
        HYDRANT("消火栓", "612", Site.KERB, 380),
        GAS("燃气探测器", "535", Site.INDOORS, 220),
        WATER_LEVEL("水位计", "713", Site.WATER, 120),
        NOISE("噪声监测点", "302", Site.STREET, 110),
        PM25("PM2.5监测点", "308", Site.STREET, 110);

        private final String label;
        private final String model;
        private final Site site;
        private final int count;

        Kind(String label, String model, Site site, int count) {
            this.label = label;
            this.model = model;
            this.site = site;
            this.count = count;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record Spotted(Spot spot, String where) {}

    static List<Device> of(List<PlacedGrid> grids, Set<Node> coast, SplittableRandom dice) {
        SensorPlan plan = new SensorPlan(grids, coast, dice);
        plan.gateways();
        List<Device> devices = new ArrayList<>(plan.gateways);
        for (Kind kind : Kind.values()) {
            plan.sensors(kind, devices);
        }
        return devices;
    }

    /** One after another, each as far as possible from those before, on a roof. */
    private void gateways() {
        List<Spotted> roofs = new ArrayList<>();
        for (PlacedGrid grid : grids) {
            if (grid.use() != AreaClass.HILL) {
                indoors(grid).ifPresent(roofs::add);
            }
        }
        while (gateways.size() < GATEWAYS) {
            Spotted farthest = roofs.stream()
                    .max(Comparator.comparingDouble(roof -> distanceToGateway(roof.spot())))
                    .orElseThrow();
            String id = unique("24e124fffef", 5);
            gateways.add(device(
                    id, "gateway", farthest.where() + "网关", farthest.spot().lonLat(), Optional.empty()));
            gatewaySpots.add(farthest.spot());
        }
    }

    private static Device device(String id, String kind, String name, LonLat place, Optional<String> gateway) {
        return new Device(
                id,
                kind,
                name,
                Optional.empty(),
                gateway,
                Map.of(),
                Optional.of(GivenPosition.wgs84(place)),
                Optional.empty());
    }

    private double distanceToGateway(Spot spot) {
        return gatewaySpots.stream()
                .mapToDouble(gateway -> gateway.distance(spot))
                .min()
                .orElse(Spot.of(new LonLat(121.36, 38.82)).distance(spot));
    }

    private void sensors(Kind kind, List<Device> into) {
        List<PlacedGrid> candidates =
                kind.site == Site.WATER ? grids.stream().filter(this::isByWater).toList() : grids;
        for (int made = 0; made < kind.count; ) {
            PlacedGrid grid = candidates.get(dice.nextInt(candidates.size()));
            Optional<Spotted> site = switch (kind.site) {
                case STREET -> street(grid);
                case KERB -> kerb(grid);
                case INDOORS -> indoors(grid);
                case WATER -> shore(grid);
            };
            if (site.isPresent() && grid.ring().contains(site.get().spot())) {
                made++;
                String name = site.get().where() + kind.label + (kind.site == Site.INDOORS ? "" : "-" + made);
                String id = unique("24e124" + kind.model, 7);
                Spot spot = site.get().spot();
                into.add(device(id, kind.word(), name, spot.lonLat(), gateway(spot)));
            }
        }
    }

    /** The nearest gateway that hears a sensor at {@code spot}; none for one with a line of its own. */
    private Optional<String> gateway(Spot spot) {
        if (dice.nextDouble() >= LORAWAN) {
            return Optional.empty();
        }
        return IntStream.range(0, gateways.size())
                .boxed()
                .min(Comparator.comparingDouble(i -> gatewaySpots.get(i).distance(spot)))
                .filter(i -> gatewaySpots.get(i).distance(spot) < HEARD_METERS)
                .map(i -> gateways.get(i).id());
    }

    private boolean isByWater(PlacedGrid grid) {
        return grid.ring().nodes().stream().filter(coast::contains).count() > 1;
    }

    /** In the roadway between base grids, where drains and poles are. */
    private Optional<Spotted> street(PlacedGrid grid) {
        // Two of three times where people live: hills have few drains.
        if (grid.use() == AreaClass.HILL && dice.nextInt(3) > 0) {
            return Optional.empty();
        }
        return Optional.of(alongside(grid.ring(), new Range(1.2, 3.4), grid.fullName()));
    }

    /** At the wall of a compound, on the street's side. */
    private Optional<Spotted> kerb(PlacedGrid grid) {
        return compound(grid)
                .map(compound -> alongside(
                        compound.compound().ring(),
                        new Range(-2.2, -0.8),
                        grid.community().shortName() + compound.name()));
    }

    private Optional<Spotted> shore(PlacedGrid grid) {
        Spotted spotted = alongside(grid.ring(), new Range(4, 9), grid.fullName());
        boolean near = coast.stream().anyMatch(node -> node.spot().distance(spotted.spot()) < 40);
        return near ? Optional.of(spotted) : Optional.empty();
    }

    private Optional<Spotted> indoors(PlacedGrid grid) {
        return compound(grid).flatMap(compound -> {
            List<Building> buildings = compound.compound().buildings();
            if (buildings.isEmpty()) {
                return Optional.empty();
            }
            int number = dice.nextInt(buildings.size());
            List<Ring> units = buildings.get(number).units();
            int unit = dice.nextInt(units.size());
            String where = compound.name() + buildings.get(number).label(number + 1) + (unit + 1) + "单元";
            return Optional.of(new Spotted(units.get(unit).centroid(), where));
        });
    }

    private Optional<PlacedCompound> compound(PlacedGrid grid) {
        List<PlacedCompound> compounds = grid.compounds();
        return compounds.isEmpty() ? Optional.empty() : Optional.of(compounds.get(dice.nextInt(compounds.size())));
    }

    /** A place {@code inward} metres to the inside of a random wall. */
    private Spotted alongside(Ring ring, Range inward, String where) {
        double at = dice.nextDouble() * ring.perimeterMeters();
        int wall = 0;
        while (at > ring.spot(wall).distance(ring.spot(wall + 1))) {
            at -= ring.spot(wall).distance(ring.spot(wall + 1));
            wall++;
        }
        Spot along = ring.spot(wall + 1).minus(ring.spot(wall)).unit();
        Spot spot = ring.spot(wall).plus(along.times(at)).plus(along.left().times(inward.draw(dice)));
        return new Spotted(spot, where);
    }

    /** An EUI-64 that no other device has. */
    private String unique(String prefix, int randomDigits) {
        String id;
        do {
            StringBuilder text = new StringBuilder(prefix);
            for (int i = 0; i < randomDigits; i++) {
                text.append(Character.forDigit(dice.nextInt(16), 16));
            }
            id = text.toString();
        } while (!ids.add(id));
        return id;
    }
}
