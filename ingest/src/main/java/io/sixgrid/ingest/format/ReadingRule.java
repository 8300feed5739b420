package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a measured value is read.
 *
 * @param each        one reading for each member of an object; null for one reading
 * @param numbersOnly whether a value that is no number makes the message broken; otherwise it is no reading
 */
record ReadingRule(
        @Nullable Each each,
        Expression name,
        Expression value,
        @Nullable Expression unit,
        @JsonProperty("numbers-only") boolean numbersOnly) {
    ReadingRule {
        if (name == null || value == null) {
            throw SixgridException.invalid("a reading needs name and value");
        }
    }

    List<DecodedReading> read(MessageView message, String device, Optional<Instant> time) {
        Stream<MessageView> views = each == null ? Stream.of(message) : each.views(message).stream();
        return views.flatMap(view -> one(view, device, time).stream()).toList();
    }

    Stream<Expression> expressions() {
        return Stream.of(name, value);
    }

    private Optional<DecodedReading> one(MessageView message, String device, Optional<Instant> time) {
        Optional<String> text = value.value(message);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String called = name.require("name", message);
        Optional<Double> number = text.flatMap(ReadingRule::number);
        if (number.isEmpty() && numbersOnly) {
            throw Refusal.bad(called, text.orElseThrow(), "a number");
        }
        Optional<String> measuredIn = unit == null ? Optional.empty() : unit.value(message);
        return number.map(measured -> new DecodedReading(device, called, measured, measuredIn, time));
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
