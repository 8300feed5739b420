package io.sixgrid.data.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sixgrid.data.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The properties of a GeoJSON feature as text. */
final class GeoJsonAttributes {
    private GeoJsonAttributes() {}

    static Map<String, String> read(JsonParser json, Features features) throws IOException {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return attributes;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw features.source().wrong(features.number(), "properties is not an object but " + json.getText());
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            features.field(name);
            json.nextToken();
            text(json).ifPresent(value -> attributes.put(name, value));
        }
        return attributes;
    }

    /** The value at which {@code json} stands: numbers as written plainly, what is nested as JSON. */
    static Optional<String> text(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> Optional.empty();
            case VALUE_NUMBER_FLOAT -> Optional.of(Numbers.plain(json.getText()));
            case START_OBJECT, START_ARRAY -> {
                StringWriter nested = new StringWriter();
                try (JsonGenerator copy = Json.mapper().createGenerator(nested)) {
                    copy.copyCurrentStructure(json);
                }
                yield Optional.of(nested.toString());
            }
            default -> Optional.of(json.getText()).filter(text -> !text.isBlank());
        };
    }
}
