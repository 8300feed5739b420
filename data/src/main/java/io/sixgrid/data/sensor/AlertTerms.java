package io.sixgrid.data.sensor;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Severity;
import java.util.regex.Pattern;

/**
 * The alert that a rule opens.
 *
 * @param kind lower-case words joined by hyphens; rules of one kind share an alert a device
 * @param text of the alert, 1 to 500 characters, in which {@code {reading}}, {@code {value}}, {@code {unit}},
 *             {@code {bound}}, {@code {device}} and {@code {rule}} are filled in
 */
public record AlertTerms(String kind, Severity severity, String text) {
    private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");
    static final int MAX_TEXT = 500;

    public AlertTerms {
        if (!KIND.matcher(kind).matches()) {
            throw SixgridException.invalid(
                    "alertKind",
                    "alertKind is not lower-case words joined by hyphens, at most 100 characters: " + kind);
        }
        if (text.isBlank() || text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
            throw SixgridException.invalid("text", "text is empty or longer than " + MAX_TEXT + " characters: " + text);
        }
    }
}
