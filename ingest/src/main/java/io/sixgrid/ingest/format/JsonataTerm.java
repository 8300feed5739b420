package io.sixgrid.ingest.format;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sixgrid.data.SixgridException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSONata expression (docs.jsonata.org): its input is the member at which a loop stands, else the body; captures are
 * variables. Bounded in steps, depth and time, since it is evaluated between a message's arrival and its commit. Safe for
 * use by several threads: each evaluation has a frame of its own, and nothing is bound in the expression.
 */
final class JsonataTerm implements Term {
    private static final int MOST_STEPS = 100_000;
    private static final int MOST_DEPTH = 200;
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final Pattern VARIABLE = Pattern.compile("\\$([a-zA-Z][a-zA-Z0-9]*)");
    /** They take text for an expression, or a number from the message for a length: neither has a bound. */
    private static final Pattern UNBOUNDED = Pattern.compile("\\$(eval|pad)\\b");
    /** A repetition in a repetition, as in {@code (a+)*}: a text can be made that takes years to match. */
    private static final Pattern REPEATED_TWICE = Pattern.compile("/[^/\\n]*\\([^()]*[*+}][^()]*\\)[*+{][^/\\n]*/");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String text;
    private final Jsonata parsed;
    private final Map<String, Capture> variables;

    private JsonataTerm(String text, Jsonata parsed, Map<String, Capture> variables) {
        this.text = text;
        this.parsed = parsed;
        this.variables = Map.copyOf(variables);
    }

    static JsonataTerm parse(String text) {
        if (UNBOUNDED.matcher(text).find()) {
            throw SixgridException.invalid("$eval and $pad are not allowed in JSONata here: " + text);
        }
        if (REPEATED_TWICE.matcher(text).find()) {
            throw SixgridException.invalid("a repetition inside a repetition has no bound: " + text);
        }
        try {
            Jsonata parsed = Jsonata.jsonata(text);
            // What we hand in is JSON; looking through all of it once more costs as much as the expression.
            parsed.setValidateInput(false);
            Map<String, Capture> variables = new HashMap<>();
            Matcher names = VARIABLE.matcher(text);
            while (names.find()) {
                variables.put(names.group(1), Capture.named(names.group(1)));
            }
            return new JsonataTerm(text, parsed, variables);
        } catch (JException e) {
            throw SixgridException.invalid("not JSONata: " + e.getDetailedErrorMessage() + ": " + text);
        } catch (RuntimeException e) {
            // The parser itself stumbles over some texts.
            throw SixgridException.invalid("not JSONata: " + text);
        }
    }

    @Override
    public @Nullable String text(MessageView message) {
        try {
            return text(parsed.evaluate(message.plain(), frame(message)));
        } catch (Refusal | JException e) {
            throw failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            // Not every wrong type is foreseen by the library; for a message it is a refusal all the same.
            throw failed(e.getClass().getSimpleName());
        }
    }

    @Override
    public boolean looksIntoMember() {
        return true;
    }

    private Jsonata.Frame frame(MessageView message) {
        Jsonata.Frame frame = parsed.createFrame();
        new Bounds().watch(frame);
        variables.forEach((name, capture) -> {
            Object value = switch (name) {
                case "retained" -> message.arrival().retained();
                case "property" -> message.arrival().properties().user();
                default -> capture.of(message);
            };
            if (value != null) {
                frame.bind(name, value);
            }
        });
        return frame;
    }

    private @Nullable String text(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value == null ? null : value.toString();
        }
        if (value instanceof Double number) {
            return Double.isFinite(number)
                    ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                    : null;
        }
        if (value instanceof Number number) {
            return number.toString();
        }
        if (value instanceof Map || value instanceof List) {
            try {
                return JSON.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw failed("its value is not JSON");
            }
        }
        throw failed("its value is a function");
    }

    private Refusal failed(String why) {
        return new Refusal(Reason.EXPRESSION_FAILED, "the expression " + text + " fails: " + why);
    }

    /** What one evaluation may take. */
    private static final class Bounds {
        private final long began = System.nanoTime();
        private int steps;
        private int depth;

        void watch(Jsonata.Frame frame) {
            frame.setEvaluateEntryCallback((expression, input, environment) -> enter());
            frame.setEvaluateExitCallback((expression, input, environment, result) -> depth--);
        }

        private void enter() {
            steps++;
            depth++;
            boolean tooLong = (steps & 0xFF) == 0 && System.nanoTime() - began > MOST_NANOS;
            if (steps > MOST_STEPS || depth > MOST_DEPTH || tooLong) {
                throw new Refusal(Reason.EXPRESSION_FAILED, "it takes too many steps");
            }
        }
    }
}
