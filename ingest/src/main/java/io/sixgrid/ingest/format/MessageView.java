package io.sixgrid.ingest.format;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A message as expressions look at it: its body as JSON, and what its topic and loops captured. Immutable. */
final class MessageView {
    private static final int PLAIN_DIGITS = 40;

    private final JsonNode body;
    private final Map<String, String> captures;

    MessageView(JsonNode body, Map<String, String> captures) {
        this.body = body;
        this.captures = Map.copyOf(captures);
    }

    /** The same message with two more captures: what a loop stands at. */
    MessageView at(String name, JsonNode value) {
        Map<String, String> more = new HashMap<>(captures);
        more.put("name", clean(name));
        text(value).ifPresentOrElse(text -> more.put("value", text), () -> more.remove("value"));
        return new MessageView(body, more);
    }

    Optional<String> text(JsonPointer pointer) {
        return text(body.at(pointer));
    }

    Optional<String> capture(String name) {
        return Optional.ofNullable(captures.get(name)).map(MessageView::clean);
    }

    JsonNode node(JsonPointer pointer) {
        return body.at(pointer);
    }

    /** As text: a number as it was written, an object or array as compact JSON; JSON null is nothing. */
    private static Optional<String> text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node.isBigDecimal()) {
            // 1e999999999 is ten characters of JSON and a gigabyte of digits.
            boolean small = Math.abs((long) node.decimalValue().scale()) < PLAIN_DIGITS;
            return Optional.of(
                    small
                            ? node.decimalValue().toPlainString()
                            : node.decimalValue().toString());
        }
        return Optional.of(clean(node.isValueNode() ? node.asText() : node.toString()));
    }

    /** PostgreSQL text holds no NUL; the raw bytes keep it. */
    private static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
