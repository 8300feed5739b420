package io.sixgrid.data.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Frames;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Reads GeoJSON (RFC 7946) as a stream: a collection, a feature, a geometry, or many of them one after the other. The member
 * {@code crs} of GeoJSON before the RFC is honoured; the eastward coordinate comes first in any frame, as everybody
 * writes it.
 */
final class GeoJsonReader {
    private static final JsonFactory JSON = Json.mapper().getFactory();
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Source source;
    private final ReadOptions options;
    private final Features features;
    private final GeoJsonShape shapes;
    private final GeoJsonFrame frame;
    private @Nullable String name;

    GeoJsonReader(Source source, ReadOptions options, Frames frames) {
        this.source = source;
        this.options = options;
        features = new Features(source);
        shapes = new GeoJsonShape(features);
        frame = new GeoJsonFrame(frames);
    }

    FeatureFile read() throws IOException {
        Charset charset = charset();
        try (InputStream in = Files.newInputStream(source.path());
                JsonParser json = charset.equals(StandardCharsets.UTF_8)
                        ? JSON.createParser(in)
                        : JSON.createParser(new InputStreamReader(in, charset))) {
            while (json.nextToken() != null) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw source.wrong("not GeoJSON: it has " + json.getText() + " where an object would stand");
                }
                object(json);
            }
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
        String layer = Optional.ofNullable(name).orElseGet(() -> source.name().replaceFirst("\\.[A-Za-z]+$", ""));
        options.layer().filter(wanted -> !wanted.equals(layer)).ifPresent(wanted -> {
            throw SixgridException.invalid("layer", source.name() + " has no layer " + wanted + " but only " + layer);
        });
        return features.file("GeoJSON", layer, frame.frame(features));
    }

    private Charset charset() throws IOException {
        if (options.encoding().isPresent()) {
            return Charsets.require(options.encoding().get());
        }
        try (InputStream in = Files.newInputStream(source.path())) {
            if (Charsets.isUtf8(in)) {
                return StandardCharsets.UTF_8;
            }
        }
        try (InputStream in = Files.newInputStream(source.path())) {
            byte[] mark = in.readNBytes(2);
            if (mark.length == 2 && (mark[0] & 0xff) + (mark[1] & 0xff) == 0xff + 0xfe) {
                return StandardCharsets.UTF_16;
            }
        }
        features.note("text read as GB18030, for it is no UTF-8");
        return features.guess(Charsets.GB18030);
    }

    /** A collection, a feature or a geometry; which of them, its members say in any order. */
    private void object(JsonParser json) throws IOException {
        Map<String, String> attributes = new LinkedHashMap<>();
        GeoJsonShape.Parts own = new GeoJsonShape.Parts();
        Geometry shape = Shapes.FACTORY.createPolygon();
        String id = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            switch (member) {
                case "features" -> each(json);
                case "geometry" -> shape = shapes.read(json);
                case "properties" -> attributes = GeoJsonAttributes.read(json, features);
                case "id" -> id = GeoJsonAttributes.text(json).orElse("");
                case "crs" -> frame.read(json);
                case "name" -> {
                    if (value.isScalarValue() && name == null) {
                        name = json.getText();
                    }
                    json.skipChildren();
                }
                default -> shapes.member(member, json, own);
            }
        }
        finish(own, shape, attributes, id);
    }

    private void finish(GeoJsonShape.Parts own, Geometry shape, Map<String, String> attributes, String id) {
        switch (own.type()) {
            case "FeatureCollection" -> {}
            case "Feature" -> {
                if (!id.isEmpty() && !attributes.containsKey("id")) {
                    features.field("id");
                    attributes.put("id", id);
                }
                features.add(attributes, shape);
            }
            case "" -> throw source.wrong(features.number(), "not GeoJSON: an object without a type");
            default -> features.add(Map.of(), shapes.made(own));
        }
    }

    private void each(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw source.wrong("features is not an array but " + json.getText());
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw source.wrong(features.number(), "not a feature but " + json.getText());
            }
            object(json);
        }
    }

    private SixgridException broken(JsonProcessingException e) throws IOException {
        byte[] begin;
        try (InputStream in = Files.newInputStream(source.path())) {
            begin = in.readNBytes(BOM.length + 1);
        }
        String text = new String(begin, StandardCharsets.ISO_8859_1).strip();
        if (!text.startsWith("{") && begin.length > 0 && begin[0] != BOM[0] && begin[0] > ' ') {
            return source.wrong("neither GeoJSON nor GeoPackage nor a zipped Shapefile: " + e.getOriginalMessage());
        }
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return source.wrong(features.number(), "not JSON" + where + ": " + e.getOriginalMessage());
    }
}
