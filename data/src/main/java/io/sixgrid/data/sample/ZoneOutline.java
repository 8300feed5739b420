package io.sixgrid.data.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.LonLat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The edge of the sample city. Real: the coast, the line between the districts 210211 and 210212, and the eastern
 * district line, from {@code districts.geojson}. Its vertices are rounded to 1/1024 degree (about 100 m) and in
 * GCJ-02; they are taken to WGS 84, repeats are removed, the staircase that rounding left is removed by
 * Douglas-Peucker (20 m on the coast, 70 m on the district lines), and corners are rounded by three passes of
 * Chaikin's algorithm, which moves no vertex by more than a quarter of its edge. Generated: the northern and western
 * edge, a ridge through the hills.
 *
 * @param west  the part in district 210212
 * @param east  the part in district 210211
 * @param whole both together; shares every node with them
 * @param coast the nodes that lie on the sea
 */
record ZoneOutline(Ring west, Ring east, Ring whole, Set<Node> coast) {
    private static final double PACE_METERS = 35;

    /** Places on the real lines, in the frame of the file: where we leave one line for the next. */
    private static final LonLat NORTH_EAST = new LonLat(121.5375, 38.8885);

    private static final LonLat EAST_COAST = new LonLat(121.545898, 38.864258);
    private static final LonLat DISTRICTS_MEET_SEA = new LonLat(121.476562, 38.819336);
    private static final LonLat DISTRICTS_MEET_RIDGE = new LonLat(121.456055, 38.87207);
    private static final LonLat WEST_COAST = new LonLat(121.340820, 38.819336);

    /** The generated ridge, WGS 84, from the west coast to the district line and on to the north-east. */
    private static final List<LonLat> WESTERN_RIDGE = List.of(
            new LonLat(121.3335, 38.8270),
            new LonLat(121.3430, 38.8440),
            new LonLat(121.3520, 38.8585),
            new LonLat(121.3730, 38.8670),
            new LonLat(121.3950, 38.8690),
            new LonLat(121.4180, 38.8775),
            new LonLat(121.4390, 38.8790));

    private static final List<LonLat> EASTERN_RIDGE = List.of(
            new LonLat(121.4660, 38.8785),
            new LonLat(121.4850, 38.8870),
            new LonLat(121.5030, 38.8880),
            new LonLat(121.5180, 38.8935));

    static ZoneOutline read(SplittableRandom dice) {
        List<LonLat> eastern = district("210211");
        List<LonLat> western = district("210212");
        Curve eastLine = real(eastern, NORTH_EAST, EAST_COAST, 70);
        Curve eastCoast = real(eastern, EAST_COAST, DISTRICTS_MEET_SEA, 20);
        Curve districtLine = real(eastern, DISTRICTS_MEET_SEA, DISTRICTS_MEET_RIDGE, 70);
        Curve westCoast = real(western, DISTRICTS_MEET_SEA, WEST_COAST, 20);
        Curve westRidge = ridge(westCoast.last(), WESTERN_RIDGE, districtLine.last(), dice);
        Curve eastRidge = ridge(districtLine.last(), EASTERN_RIDGE, eastLine.first(), dice);

        Set<Node> coast = new LinkedHashSet<>(eastCoast.nodes());
        coast.addAll(westCoast.nodes());
        return new ZoneOutline(
                ring(westCoast, westRidge, districtLine.reversed()),
                ring(eastLine, eastCoast, districtLine, eastRidge),
                ring(eastLine, eastCoast, westCoast, westRidge, eastRidge),
                coast);
    }

    /** One ring of curves of which each begins where the one before ends. */
    private static Ring ring(Curve... curves) {
        List<Node> nodes = new ArrayList<>();
        for (Curve curve : curves) {
            List<Node> piece = curve.nodes();
            nodes.addAll(piece.subList(0, piece.size() - 1));
        }
        return new Ring(nodes);
    }

    private static Curve ridge(Spot from, List<LonLat> through, Spot to, SplittableRandom dice) {
        List<Spot> spots = new ArrayList<>();
        spots.add(from);
        through.forEach(place -> spots.add(Spot.of(place)));
        spots.add(to);
        return new Meander(0.22, 90, dice).through(spots).rounded(3).paced(PACE_METERS);
    }

    /** The part of a district's ring from the vertex nearest {@code from} on to the one nearest {@code to}. */
    private static Curve real(List<LonLat> ring, LonLat from, LonLat to, double toleranceMeters) {
        int last = nearest(ring, to);
        List<Spot> spots = new ArrayList<>();
        for (int i = nearest(ring, from); ; i = (i + 1) % ring.size()) {
            Spot spot = Spot.of(Frame.GCJ02.toWgs84(FramePoint.of(ring.get(i))));
            if (spots.isEmpty() || !spots.get(spots.size() - 1).equals(spot)) {
                spots.add(spot);
            }
            if (i == last) {
                return new Curve(spots).simplified(toleranceMeters).rounded(3).paced(PACE_METERS);
            }
        }
    }

    private static int nearest(List<LonLat> ring, LonLat wanted) {
        Spot spot = Spot.of(wanted);
        int best = 0;
        for (int i = 1; i < ring.size(); i++) {
            if (Spot.of(ring.get(i)).distance(spot) < Spot.of(ring.get(best)).distance(spot)) {
                best = i;
            }
        }
        return best;
    }

    /** The ring of a district as it is in the file: GCJ-02, clockwise. */
    private static List<LonLat> district(String code) {
        try (InputStream in = ZoneOutline.class.getResourceAsStream("districts.geojson")) {
            for (JsonNode feature : new ObjectMapper().readTree(in).path("features")) {
                if (feature.at("/properties/code").asText().equals(code)) {
                    List<LonLat> ring = new ArrayList<>();
                    for (JsonNode position : feature.at("/geometry/coordinates/0")) {
                        ring.add(new LonLat(
                                position.get(0).asDouble(), position.get(1).asDouble()));
                    }
                    return ring;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("no district " + code + " in districts.geojson");
    }
}
