package io.sixgrid.data.sample;

import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The three tiling levels: every community with its land, its precincts and their base grids.
 *
 * @param outline what they tile
 * @param coast   the nodes that lie on the sea
 */
record TilingPlan(Ring outline, Set<Node> coast, List<Land> communities) {
    static final int PRECINCTS = 214;
    static final int GRIDS = 885;

    /** Where 七贤岭街道 ends and 凌水街道 begins; generated. */
    private static final List<LonLat> STREET_LINE = List.of(
            new LonLat(121.5165, 38.8350),
            new LonLat(121.5065, 38.8430),
            new LonLat(121.5030, 38.8530),
            new LonLat(121.5070, 38.8640),
            new LonLat(121.5220, 38.8665),
            new LonLat(121.5390, 38.8640));

    TilingPlan {
        communities = List.copyOf(communities);
    }

    /** A community and its land, down to the base grids. */
    record Land(Community community, Area area) {}

    static TilingPlan draw(SplittableRandom dice) {
        ZoneOutline outline = ZoneOutline.read(dice);
        Subdivision subdivision = new Subdivision(dice);
        List<Spot> line = STREET_LINE.stream().map(Spot::of).toList();
        StreetCut.Halves east = subdivision.cut(outline.east(), line, StreetStyle.COMMUNITY);
        boolean firstIsInner = east.first().areaSquareMeters() < east.second().areaSquareMeters();

        Map<String, Ring> streets = new LinkedHashMap<>();
        streets.put("210211016", firstIsInner ? east.second() : east.first());
        streets.put("210211021", firstIsInner ? east.first() : east.second());
        streets.put("210212006", outline.west());
        List<Community> named = Community.readAll();
        Map<Community, Ring> lands = new LinkedHashMap<>();
        streets.forEach((street, land) -> {
            List<Community> of =
                    named.stream().filter(c -> c.street().equals(street)).toList();
            List<Ring> pieces = subdivision.split(land, of.size(), StreetStyle.COMMUNITY);
            lands.putAll(Naming.match(of, pieces));
        });
        List<Land> divided = divide(lands, subdivision, dice);
        Set<Node> needless = StraightStreets.of(
                        outline.whole(), divided.stream().map(Land::area).toList())
                .dropped();
        List<Land> straightened = divided.stream()
                .map(land -> new Land(land.community(), land.area().without(needless)))
                .toList();
        return new TilingPlan(outline.whole().without(needless), outline.coast(), straightened);
    }

    private static List<Land> divide(Map<Community, Ring> lands, Subdivision subdivision, SplittableRandom dice) {
        List<Community> communities = List.copyOf(lands.keySet());
        List<Ring> rings = List.copyOf(lands.values());
        int[] precincts = Apportionment.of(PRECINCTS, 2, weights(rings, dice));
        List<List<Ring>> divided = IntStream.range(0, rings.size())
                .mapToObj(i -> subdivision.split(rings.get(i), precincts[i], StreetStyle.PRECINCT))
                .toList();
        List<Ring> all = divided.stream().flatMap(List::stream).toList();
        int[] grids = Apportionment.of(GRIDS, 2, weights(all, dice));
        List<Land> areas = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < rings.size(); i++) {
            List<Area> parts = new ArrayList<>();
            for (Ring precinct : divided.get(i)) {
                List<Area> leaves = subdivision.split(precinct, grids[next++], StreetStyle.GRID).stream()
                        .map(ring -> new Area(ring, List.of()))
                        .toList();
                parts.add(new Area(precinct, leaves));
            }
            areas.add(new Land(communities.get(i), new Area(rings.get(i), parts)));
        }
        return areas;
    }

    /** How much is settled on each, give or take a third: no two neighbourhoods are divided alike. */
    private static double[] weights(List<Ring> rings, SplittableRandom dice) {
        return rings.stream()
                .mapToDouble(ring -> {
                    List<Spot> raster = ring.raster(120);
                    double density = raster.stream()
                            .mapToDouble(Settlement::density)
                            .average()
                            .orElse(1);
                    return density * ring.areaSquareMeters() * (0.7 + 0.6 * dice.nextDouble());
                })
                .toArray();
    }
}
