package io.sixgrid.data.sample;

import io.sixgrid.data.grid.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Polygon;

/**
 * Codes, names and facts of one community and everything in it. Base grids are numbered over the whole community,
 * from west to east and then from north to south, as DB11 has it. Used by one thread.
 */
final class CommunityGrids {
    private final Community community;
    private final Set<Node> coast;
    private final BlockPlan blockPlan;
    private final SplittableRandom dice;
    private final CompoundNames names;
    private final List<Grid> grids = new ArrayList<>();
    private final List<PlacedGrid> placed = new ArrayList<>();

    CommunityGrids(TilingPlan.Land land, Set<Node> coast, BlockPlan blockPlan, SplittableRandom dice) {
        this.community = land.community();
        this.coast = coast;
        this.blockPlan = blockPlan;
        this.dice = dice;
        this.names = new CompoundNames(community, dice);
        lay(land.area());
    }

    /** The community's grids of all levels, in no particular order. */
    List<Grid> grids() {
        return grids;
    }

    /** Its base grids, by number. */
    List<PlacedGrid> placed() {
        return placed;
    }

    private void lay(Area land) {
        List<Area> precincts = inReadingOrder(land.parts());
        List<Area> bases = inReadingOrder(precincts.stream()
                .flatMap(precinct -> precinct.parts().stream())
                .toList());
        int[] households = new int[precincts.size()];
        for (int i = 0; i < bases.size(); i++) {
            Area base = bases.get(i);
            int precinct = precinctOf(base, precincts);
            String code = child(community.code(), i + 1, 3);
            households[precinct] += baseGrid(base, code, child(community.code(), precinct + 1, 2));
        }
        for (int i = 0; i < precincts.size(); i++) {
            String name = "第" + (i + 1) + "片区";
            String code = child(community.code(), i + 1, 2);
            Grid.Facts facts = new Grid.Facts(people(1), households[i], null, Map.of());
            Polygon shape = precincts.get(i).ring().polygon();
            grids.add(new Grid(2, code, community.shortName() + name, name, community.code(), facts, shape));
        }
        int all = Arrays.stream(households).sum();
        Grid.Facts facts = new Grid.Facts(people(2), all, null, Map.of());
        Polygon shape = land.ring().polygon();
        grids.add(new Grid(1, community.code(), community.name(), community.shortName(), null, facts, shape));
    }

    private static int precinctOf(Area base, List<Area> precincts) {
        int at = 0;
        while (!precincts.get(at).parts().contains(base)) {
            at++;
        }
        return at;
    }

    private int baseGrid(Area area, String code, String precinct) {
        Ring ring = area.ring();
        boolean atSea = ring.nodes().stream().anyMatch(coast::contains);
        AreaClass wanted = AreaClass.ofGrid(ring.centroid(), atSea, community.isVillage(), dice);
        Map<AreaClass, Double> uses = new EnumMap<>(AreaClass.class);
        List<PlacedGrid.PlacedCompound> compounds = new ArrayList<>();
        int households = 0;
        for (BlockPlan.Block block : blockPlan.blocks(ring, wanted, atSea)) {
            List<Building> buildings = BuildingPlan.of(block.ring(), block.use(), dice);
            // Land on which no building fits is a green, whatever it was meant for.
            AreaClass use = buildings.isEmpty() ? AreaClass.PARK : block.use();
            Compound compound = new Compound(block.ring(), use, buildings);
            String name = names.next(compound.use());
            compounds.add(new PlacedGrid.PlacedCompound(name, compound));
            households += compound(compound, name, child(code, compounds.size(), 2), code);
            uses.merge(compound.use(), compound.ring().areaSquareMeters(), Double::sum);
        }
        AreaClass most = uses.keySet().stream()
                .max(Comparator.comparingDouble(use -> uses.getOrDefault(use, 0.0)))
                .orElse(wanted);
        PlacedGrid grid = new PlacedGrid(code, community, ring, most, compounds);
        placed.add(grid);
        Grid.Facts facts = new Grid.Facts(people(1 + dice.nextInt(2)), households, most.word(), Map.of());
        grids.add(new Grid(3, code, grid.fullName(), grid.number() + "网格", precinct, facts, ring.polygon()));
        return households;
    }

    private int compound(Compound compound, String name, String code, String parent) {
        int households = 0;
        for (int i = 0; i < compound.buildings().size(); i++) {
            Building building = compound.buildings().get(i);
            String label = building.label(i + 1);
            households += building(building, new Labels(name, label), child(code, i + 1, 3), code);
        }
        Grid.Facts facts = new Grid.Facts(List.of(), households, compound.use().word(), Map.of());
        grids.add(new Grid(4, code, name, name, parent, facts, compound.ring().polygon()));
        return households;
    }

    /** A building's own label and the name of what it stands in. */
    private record Labels(String compound, String building) {
        String full() {
            return compound + building;
        }
    }

    private int building(Building building, Labels labels, String code, String parent) {
        int floors = building.style().floors().drawInt(dice);
        int households = 0;
        for (int i = 0; i < building.units().size(); i++) {
            int here = building.style().households(floors, dice);
            String label = (i + 1) + "单元";
            Grid.Facts facts = new Grid.Facts(List.of(), here, null, Map.of());
            Polygon shape = building.units().get(i).polygon();
            grids.add(new Grid(6, child(code, i + 1, 2), labels.full() + label, label, code, facts, shape));
            households += here;
        }
        Grid.Facts facts = new Grid.Facts(List.of(), households, null, Map.of("floors", Integer.toString(floors)));
        grids.add(new Grid(
                5,
                code,
                labels.full(),
                labels.building(),
                parent,
                facts,
                building.ring().polygon()));
        return households;
    }

    private List<String> people(int count) {
        List<String> people = new ArrayList<>();
        while (people.size() < count) {
            people.add(PersonNames.draw(dice));
        }
        return people;
    }

    private static String child(String parent, int number, int digits) {
        String text = Integer.toString(number);
        return parent + "0".repeat(digits - text.length()) + text;
    }

    /** West to east in bands as high as a usual piece, the northern band first. */
    private static List<Area> inReadingOrder(List<Area> areas) {
        double meanArea = areas.stream()
                .mapToDouble(area -> area.ring().areaSquareMeters())
                .average()
                .orElseThrow();
        double band = Math.sqrt(meanArea);
        List<Area> order = new ArrayList<>(areas);
        order.sort(Comparator.<Area>comparingDouble(
                        area -> -Math.floor(area.ring().centroid().north() / band))
                .thenComparingDouble(area -> area.ring().centroid().east()));
        return order;
    }
}
