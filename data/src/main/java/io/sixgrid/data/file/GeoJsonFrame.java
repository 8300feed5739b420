package io.sixgrid.data.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The frame that a GeoJSON file is in: WGS 84, unless it has the member {@code crs} that GeoJSON had until 2016. */
final class GeoJsonFrame {
    private static final Pattern EPSG = Pattern.compile("(?i).*\\bEPSG:(?:[0-9.]*:)?([0-9]+)");
    private static final Pattern WGS84 = Pattern.compile("(?i).*\\bCRS:?84|WGS-?84");

    private final Frames frames;
    private @Nullable JsonNode crs;

    GeoJsonFrame(Frames frames) {
        this.frames = frames;
    }

    void read(JsonParser json) throws IOException {
        crs = Json.mapper().readTree(json);
    }

    Optional<Frame> frame(Features features) {
        JsonNode given = crs;
        if (given == null) {
            return Optional.of(Frame.WGS84);
        }
        String name = given.at("/properties/name").asText();
        Matcher epsg = EPSG.matcher(name);
        if (WGS84.matcher(name).matches()) {
            return Optional.of(Frame.WGS84);
        }
        try {
            // A name that is none of EPSG's may be one of ours: what we export in gcj02 says so.
            return Optional.of(frames.frame(epsg.matches() ? "epsg:" + epsg.group(1) : name));
        } catch (SixgridException e) {
            features.note("the frame of the file cannot be used: crs " + given + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
