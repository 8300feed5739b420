package io.sixgrid.ingest.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message's body.
 *
 * @param json missing when there is no byte
 * @param root the name of the root element of XML; null for all else
 */
record Body(JsonNode json, @Nullable String root) {
    /** Of a message without a byte. */
    static final Body NONE = new Body(MissingNode.getInstance(), null);

    // Decimals as they were written: an epoch of 16 digits in a double loses its microseconds.
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /** How a body is written. */
    enum Form {
        JSON,
        XML,
        TEXT
    }

    /** Reads {@code payload} as the first of {@code forms} that it can be; XML is what begins with {@code <}. */
    static Body read(byte[] payload, List<Form> forms) {
        if (payload.length == 0) {
            return NONE;
        }
        boolean markup = forms.size() > 1 && forms.contains(Form.XML) && beginsWithTag(payload);
        Refusal first = null;
        for (Form form : forms) {
            if (forms.size() == 1 || form == Form.TEXT || (form == Form.XML) == markup) {
                if (form == Form.JSON && forms.contains(Form.TEXT) && !beginsAsJson(payload)) {
                    continue;
                }
                try {
                    return read(payload, form);
                } catch (Refusal refusal) {
                    first = first == null ? refusal : first;
                }
            }
        }
        throw first != null ? first : new Refusal(Reason.NOT_JSON, "the body is not one of " + forms);
    }

    private static Body read(byte[] payload, Form form) {
        return switch (form) {
            case JSON -> json(payload);
            case XML -> XmlBody.read(payload);
            case TEXT -> text(payload);
        };
    }

    private static Body json(byte[] payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            if (json.isMissingNode()) {
                throw new Refusal(Reason.NOT_JSON, "the body is blank");
            }
            return new Body(json, null);
        } catch (JsonProcessingException e) {
            throw new Refusal(Reason.NOT_JSON, "the body is not JSON: " + place(e));
        } catch (IOException e) {
            throw new Refusal(Reason.NOT_JSON, "the body is not text in UTF-8: " + e.getMessage());
        }
    }

    private static Body text(byte[] payload) {
        try {
            // A new decoder refuses what is malformed; String would put question marks in its place.
            return new Body(
                    TextNode.valueOf(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(payload))
                            .toString()),
                    null);
        } catch (CharacterCodingException e) {
            throw new Refusal(Reason.NOT_TEXT, "the body is not text in UTF-8");
        }
    }

    private static boolean beginsWithTag(byte[] payload) {
        return first(payload) == '<';
    }

    /** What cannot be JSON is not tried as such before text: Jackson's refusal takes longer than all the rest. */
    private static boolean beginsAsJson(byte[] payload) {
        return "{[\"-0123456789tfn".indexOf(first(payload)) >= 0;
    }

    /** The first byte that is not blank; a blank when there is none. */
    private static int first(byte[] payload) {
        int at = 0;
        if (payload.length > 3 && payload[0] == (byte) 0xEF && payload[1] == (byte) 0xBB && payload[2] == (byte) 0xBF) {
            at = 3;
        }
        while (at < payload.length && payload[at] >= 0 && payload[at] <= ' ') {
            at++;
        }
        return at < payload.length ? payload[at] : ' ';
    }

    private static String place(JsonProcessingException e) {
        // Jackson's own place of the start marker names its settings, not the message.
        String where = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return e.getOriginalMessage().replaceFirst(" \\(start marker at \\[.*]\\)", "") + where;
    }
}
