package io.sixgrid.geo.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.sixgrid.data.Json;

/** Answers in JSON, or in GeoJSON to those who accept it. */
public final class Answer {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String GEO_JSON = "application/geo+json";

    private Answer() {}

    /** Answers {@code value} as it is. */
    public static void json(Context ctx, Object value) {
        write(ctx, JSON, value);
    }

    /** Answers a new thing and its address. */
    public static void created(Context ctx, String path, Object value) {
        ctx.header("Location", path);
        ctx.status(201);
        json(ctx, value);
    }

    /** Answers one thing that has a place: members {@code lon} and {@code lat}, or {@code geometry}. */
    public static void thing(Context ctx, Object value) {
        ctx.header("Vary", "Accept");
        if (wantsGeoJson(ctx)) {
            write(ctx, GEO_JSON, feature(value));
        } else {
            json(ctx, value);
        }
    }

    /** Answers a list of things that have places. */
    public static void page(Context ctx, Page<?> page) {
        ctx.header("Vary", "Accept");
        if (!wantsGeoJson(ctx)) {
            json(ctx, page);
            return;
        }
        ObjectNode collection = Json.mapper().createObjectNode().put("type", "FeatureCollection");
        var features = collection.putArray("features");
        page.items().forEach(item -> features.add(feature(item)));
        page.following().ifPresent(next -> {
            collection.put("next", next);
            ctx.header("Link", "<" + next + ">; rel=\"next\"");
        });
        write(ctx, GEO_JSON, collection);
    }

    /** Whether the asker prefers GeoJSON: names it. */
    public static boolean wantsGeoJson(Context ctx) {
        String accept = ctx.header("Accept");
        return accept != null && accept.contains(GEO_JSON);
    }

    private static ObjectNode feature(Object value) {
        ObjectNode properties = Json.mapper().valueToTree(value);
        ObjectNode feature = Json.mapper().createObjectNode().put("type", "Feature");
        JsonNode id = properties.remove("id");
        if (id != null) {
            feature.set("id", id);
        }
        JsonNode geometry = properties.remove("geometry");
        JsonNode lon = properties.remove("lon");
        JsonNode lat = properties.remove("lat");
        if (geometry != null) {
            feature.set("geometry", geometry);
        } else if (lon != null && lat != null) {
            feature.putObject("geometry")
                    .put("type", "Point")
                    .putArray("coordinates")
                    .add(lon)
                    .add(lat);
        } else {
            feature.putNull("geometry");
        }
        feature.set("properties", properties);
        return feature;
    }

    private static void write(Context ctx, String type, Object value) {
        try {
            ctx.contentType(type);
            ctx.result(Json.mapper().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }
}
