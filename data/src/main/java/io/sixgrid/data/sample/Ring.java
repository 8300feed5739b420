package io.sixgrid.data.sample;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** A closed line of lattice nodes around a piece of land, counter-clockwise, the first node not repeated. Immutable. */
final class Ring {
    private static final GeometryFactory METERS = new GeometryFactory();

    private final List<Node> nodes;
    private final List<Spot> spots;
    private final double area;

    /** Takes the nodes in either direction. */
    Ring(List<Node> nodes) {
        List<Node> kept = new ArrayList<>(nodes);
        if (signedArea(spots(kept)) < 0) {
            Collections.reverse(kept);
        }
        this.nodes = List.copyOf(kept);
        this.spots = spots(this.nodes);
        this.area = signedArea(spots);
    }

    private static List<Spot> spots(List<Node> nodes) {
        return nodes.stream().map(Node::spot).toList();
    }

    private static double signedArea(List<Spot> spots) {
        double twice = 0;
        Spot before = spots.get(spots.size() - 1);
        for (Spot spot : spots) {
            twice += before.cross(spot);
            before = spot;
        }
        return twice / 2;
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Spot> spots() {
        return spots;
    }

    int size() {
        return nodes.size();
    }

    /** The place of node {@code index}, which may run past either end. */
    Spot spot(int index) {
        return spots.get(Math.floorMod(index, spots.size()));
    }

    double areaSquareMeters() {
        return area;
    }

    double perimeterMeters() {
        double sum = 0;
        Spot before = spots.get(size() - 1);
        for (Spot spot : spots) {
            sum += before.distance(spot);
            before = spot;
        }
        return sum;
    }

    /** 1 for a circle, towards 0 for slivers and stars. */
    double compactness() {
        double perimeter = perimeterMeters();
        return 4 * Math.PI * area / (perimeter * perimeter);
    }

    Spot centroid() {
        double east = 0;
        double north = 0;
        Spot origin = spots.get(0);
        for (int i = 0; i < size(); i++) {
            Spot a = spot(i).minus(origin);
            Spot b = spot(i + 1).minus(origin);
            double cross = a.cross(b);
            east += (a.east() + b.east()) * cross;
            north += (a.north() + b.north()) * cross;
        }
        return origin.plus(new Spot(east / (6 * area), north / (6 * area)));
    }

    boolean contains(Spot spot) {
        boolean inside = false;
        Spot a = spots.get(size() - 1);
        for (Spot b : spots) {
            if ((a.north() > spot.north()) != (b.north() > spot.north())
                    && spot.east()
                            < (b.east() - a.east()) * (spot.north() - a.north()) / (b.north() - a.north()) + a.east()) {
                inside = !inside;
            }
            a = b;
        }
        return inside;
    }

    /** Whether the line of this ring, not its inside, comes nearer to {@code spot} than {@code meters}. */
    boolean comesWithin(double meters, Spot spot) {
        Spot a = spots.get(size() - 1);
        for (Spot b : spots) {
            // Most edges are far away; this asks about their boxes first and saves a third of the city's time.
            if (Math.min(a.east(), b.east()) - meters < spot.east()
                    && Math.max(a.east(), b.east()) + meters > spot.east()
                    && Math.min(a.north(), b.north()) - meters < spot.north()
                    && Math.max(a.north(), b.north()) + meters > spot.north()
                    && spot.distanceToEdge(a, b) < meters) {
                return true;
            }
            a = b;
        }
        return false;
    }

    /** Places inside on a square raster of about {@code count} points. */
    List<Spot> raster(int count) {
        double step = Math.sqrt(area / count);
        double minEast = spots.stream().mapToDouble(Spot::east).min().orElseThrow();
        double maxEast = spots.stream().mapToDouble(Spot::east).max().orElseThrow();
        double minNorth = spots.stream().mapToDouble(Spot::north).min().orElseThrow();
        double maxNorth = spots.stream().mapToDouble(Spot::north).max().orElseThrow();
        List<Spot> inside = new ArrayList<>();
        for (double north = minNorth + step / 2; north < maxNorth; north += step) {
            for (double east = minEast + step / 2; east < maxEast; east += step) {
                Spot spot = new Spot(east, north);
                if (contains(spot)) {
                    inside.add(spot);
                }
            }
        }
        return inside;
    }

    /** The nodes from {@code first} to {@code last} inclusive, walking counter-clockwise. */
    List<Node> walk(int first, int last) {
        List<Node> walked = new ArrayList<>();
        for (int i = first; ; i = (i + 1) % size()) {
            walked.add(nodes.get(i));
            if (i == last) {
                return walked;
            }
        }
    }

    /** This ring without the nodes in {@code dropped}. */
    Ring without(Set<Node> dropped) {
        return new Ring(nodes.stream().filter(node -> !dropped.contains(node)).toList());
    }

    /** In degrees on the lattice, EPSG:4326, lon before lat, counter-clockwise shell. */
    Polygon polygon() {
        Coordinate[] shell = new Coordinate[size() + 1];
        for (int i = 0; i <= size(); i++) {
            shell[i] = nodes.get(i % size()).coordinate();
        }
        return Lattice.FACTORY.createPolygon(shell);
    }

    /** In metres on the drawing plane. */
    Polygon meters() {
        Coordinate[] shell = new Coordinate[size() + 1];
        for (int i = 0; i <= size(); i++) {
            shell[i] = spot(i).coordinate();
        }
        return METERS.createPolygon(shell);
    }
}
