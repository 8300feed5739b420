package io.sixgrid.geo.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The JSON body of one request.
 *
 * @param array   whether it was an array, or one object
 * @param objects its objects, in order
 */
public record Body(boolean array, List<Members> objects) {
    /** How many things one request may carry. */
    public static final int MAX_OBJECTS = 10_000;

    private static final ObjectReader READER = Json.mapper()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    public Body {
        objects = List.copyOf(objects);
    }

    /** One object or an array of objects. */
    public static Body oneOrMany(Context ctx) {
        JsonNode root = parse(ctx);
        if (!root.isArray()) {
            return new Body(false, List.of(new Members(Members.object(root, ""), "", KnownFrames.of(ctx))));
        }
        if (root.size() > MAX_OBJECTS) {
            throw SixgridException.invalid(
                    "one request carries at most " + MAX_OBJECTS + " things, this one " + root.size());
        }
        return new Body(true, Members.each(root, KnownFrames.of(ctx)));
    }

    /** One object. */
    public static Members object(Context ctx) {
        Body body = oneOrMany(ctx);
        if (body.array()) {
            throw SixgridException.invalid("the request body is an array where one object is expected");
        }
        return body.objects().get(0);
    }

    /** One object; without a body one without members. */
    public static Members optional(Context ctx) {
        return ctx.bodyAsBytes().length == 0
                ? new Members(Json.mapper().createObjectNode(), "", KnownFrames.of(ctx))
                : object(ctx);
    }

    /** One object as it is, of at most so many bytes. */
    public static ObjectNode node(Context ctx, int bytes) {
        if (ctx.bodyAsBytes().length > bytes) {
            throw new ContentTooLargeResponse();
        }
        if (!(parse(ctx) instanceof ObjectNode object)) {
            throw SixgridException.invalid("the request body is not a JSON object");
        }
        return object;
    }

    private static JsonNode parse(Context ctx) {
        byte[] bytes = ctx.bodyAsBytes();
        if (bytes.length == 0) {
            throw SixgridException.invalid("the request has no body; JSON is expected");
        }
        try {
            JsonNode root = READER.readTree(bytes);
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw SixgridException.invalid("the request body is not JSON"
                    + (place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr()) + ": "
                    + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
