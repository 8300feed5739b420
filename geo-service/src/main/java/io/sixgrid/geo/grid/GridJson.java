package io.sixgrid.geo.grid;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.grid.Descent;
import io.sixgrid.data.grid.GridView;
import io.sixgrid.data.grid.Retirement;
import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A grid as JSON answers say it: one flat object, its parts grouped here for the reader.
 *
 * @param label    where its name stands, degrees, WGS 84
 * @param children how many grids are directly below it
 * @param geometry a GeoJSON geometry, where it was asked for
 * @param end      that its code is no longer used
 */
record GridJson(
        @JsonUnwrapped Naming naming,
        @JsonUnwrapped Facts facts,
        LonLat label,
        int children,
        @JsonUnwrapped Validity validity,
        Optional<JsonNode> geometry,
        @JsonUnwrapped End end) {
    record Naming(int level, String code, String name, String shortName, Optional<String> parent) {}

    record Facts(
            List<String> people,
            Optional<Integer> households,
            Optional<String> areaClass,
            Map<String, String> attributes,
            Optional<String> exclave) {}

    /** Half-open; absent for ever and while no end is known. */
    record Validity(Optional<Instant> validFrom, Optional<Instant> validTo) {}

    /** Absent while the code is in use, and in lists. */
    record End(Optional<Instant> retired, Optional<String> retiredBy, Optional<List<Successor>> successors) {
        static final End NONE = new End(Optional.empty(), Optional.empty(), Optional.empty());

        static End of(Retirement retirement) {
            return new End(
                    Optional.of(retirement.at()),
                    Optional.of(retirement.reason()),
                    Optional.of(
                            retirement.successors().stream().map(Successor::of).toList()));
        }
    }

    /**
     * A grid that has land of a retired one.
     *
     * @param shareOfBefore which part of the retired grid's land it has, from 0 to 1
     * @param shareOfAfter  which part of its own land that is
     * @param households    what went with the land, and {@code incidents} too
     */
    record Successor(
            String code,
            String kind,
            double shareOfBefore,
            double shareOfAfter,
            Optional<DescentJson.PassedJson> households,
            Optional<DescentJson.PassedJson> incidents) {
        static Successor of(Descent descent) {
            DescentJson json = DescentJson.of(descent);
            return new Successor(
                    json.after().orElseThrow(),
                    json.kind(),
                    json.shareOfBefore(),
                    json.shareOfAfter(),
                    json.households(),
                    json.incidents());
        }
    }

    static GridJson of(GridView view) {
        return of(view, Optional.empty());
    }

    static GridJson of(GridView view, Optional<Retirement> retirement) {
        var grid = view.grid();
        return new GridJson(
                new Naming(
                        grid.level(), grid.code(), grid.name(), grid.shortName(), Optional.ofNullable(grid.parent())),
                new Facts(
                        grid.facts().people(),
                        Optional.ofNullable(grid.facts().households()),
                        Optional.ofNullable(grid.facts().areaClass()),
                        grid.facts().more(),
                        Optional.ofNullable(grid.facts().exclave())),
                view.label(),
                view.children(),
                new Validity(view.from(), view.to()),
                view.geometry().map(GridJson::parse),
                retirement.map(End::of).orElse(End.NONE));
    }

    private static JsonNode parse(String geometry) {
        try {
            return Json.mapper().readTree(geometry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostGIS wrote a geometry that is no JSON", e);
        }
    }
}
