package io.sixgrid.data.sensor;

import io.sixgrid.data.SixgridException;

/**
 * What somebody may say of a rule.
 *
 * @param name    its own, 1 to 100 characters
 * @param note    for people: where its numbers come from
 * @param enabled whether it applies at all
 */
public record RuleDefinition(
        String name, String note, RuleScope scope, Watch watch, AlertTerms alert, boolean enabled) {
    private static final int MAX_NAME = 100;
    private static final int MAX_NOTE = 2000;

    public RuleDefinition {
        if (name.isBlank() || name.length() > MAX_NAME || name.indexOf('\0') >= 0) {
            throw SixgridException.invalid("name", "name is empty or longer than " + MAX_NAME + " characters: " + name);
        }
        if (watch instanceof Silence && !alert.kind().equals(Silence.ALERT_KIND)) {
            throw SixgridException.invalid(
                    "alertKind", "silence opens alerts of kind " + Silence.ALERT_KIND + ", not: " + alert.kind());
        }
        if (note.length() > MAX_NOTE || note.indexOf('\0') >= 0) {
            throw SixgridException.invalid("note", "note is longer than " + MAX_NOTE + " characters");
        }
    }
}
