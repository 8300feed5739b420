package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a measured value is read.
 *
 * @param each        one reading for each member; null for one reading
 * @param name        what is measured; a table may give our word for it
 * @param unit        a table may say it by the name; what it does not know has no unit
 * @param numbersOnly whether a value that is no number makes the message broken; otherwise it is no reading
 * @param device      what measured it, as the message names it; null for the rule's
 * @param time        null for the rule's
 */
record ReadingRule(
        @Nullable Each each,
        Mapping name,
        Expression value,
        @Nullable Mapping unit,
        @JsonProperty("numbers-only") boolean numbersOnly,
        @Nullable Expression device,
        @Nullable TimeRule time) {
    ReadingRule {
        if (name == null || value == null) {
            throw SixgridException.invalid("a reading needs name and value");
        }
    }

    /** Adds what {@code message} says to {@code readings}. */
    void read(MessageView message, Teller teller, List<DecodedReading> readings) {
        if (each == null) {
            one(message, teller, readings);
        } else {
            boolean whole = name.from().looksIntoMember() || value.looksIntoMember();
            each.views(message, whole).forEach(view -> one(view, teller, readings));
        }
    }

    /** @param inRuleLoop whether its rule is read for each member of something */
    void check(String path, CaptureCheck captures, boolean inRuleLoop) {
        boolean inLoop = inRuleLoop || each != null;
        captures.check(path + ".name", name, inLoop);
        captures.check(path + ".value", value, inLoop);
        captures.check(path + ".unit", unit, inLoop);
        captures.check(path + ".device", device, inLoop);
        captures.check(path + ".time", time, inLoop);
    }

    private void one(MessageView message, Teller teller, List<DecodedReading> readings) {
        double number = value.number(message);
        if (!Double.isFinite(number)) {
            String text = value.value(message);
            if (text == null) {
                return;
            }
            number = number(text);
            if (!Double.isFinite(number)) {
                if (numbersOnly) {
                    throw Refusal.bad(name.require("name", message), text, "a number");
                }
                return;
            }
        }
        String measuredIn = unit == null ? null : unit.known(message);
        readings.add(new DecodedReading(
                teller.device(device, message),
                name.require("name", message),
                number,
                Optional.ofNullable(measuredIn),
                teller.time(time, message)));
    }

    /** Not a number when it is none: most texts that are not say so in their first character, without an exception. */
    private static double number(String text) {
        char first = text.charAt(0);
        if ((first < '0' || first > '9') && first != '-' && first != '+' && first != '.') {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
