package io.sixgrid.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object or array as text: what {@link JsonNode#toString} writes, which sets up a generator each time and takes several
 * times as long. Keys of messages are made of it, so it must stay the same to the letter.
 */
final class CompactJson {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private CompactJson() {}

    static String of(JsonNode node) {
        StringBuilder json = new StringBuilder(64);
        write(node, json);
        return json.toString();
    }

    private static void write(JsonNode node, StringBuilder json) {
        if (node instanceof ObjectNode object) {
            json.append('{');
            object.properties().forEach(member -> {
                separate('{', json);
                text(member.getKey(), json);
                json.append(':');
                write(member.getValue(), json);
            });
            json.append('}');
        } else if (node.isArray()) {
            json.append('[');
            for (int i = 0; i < node.size(); i++) {
                separate('[', json);
                write(node.get(i), json);
            }
            json.append(']');
        } else if (node.isTextual()) {
            text(node.textValue(), json);
        } else {
            // Numbers, true, false and null are as they are.
            json.append(node);
        }
    }

    private static void separate(char opened, StringBuilder json) {
        if (json.charAt(json.length() - 1) != opened) {
            json.append(',');
        }
    }

    private static void text(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < ' ') {
                        json.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
