package io.sixgrid.data.sample;

import java.util.List;

/** A compound's land, its use and its buildings. */
record Compound(Ring ring, AreaClass use, List<Building> buildings) {
    Compound {
        buildings = List.copyOf(buildings);
    }
}
