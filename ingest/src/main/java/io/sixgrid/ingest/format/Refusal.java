package io.sixgrid.ingest.format;

/** Ends the reading of one message that cannot be understood. Never leaves this package. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    Refusal(Reason reason, String detail) {
        // Without a stack trace: a flood of broken messages is an everyday thing.
        super(detail, null, false, false);
        this.reason = reason;
    }

    static Refusal missing(String field, Expression from) {
        return new Refusal(
                Reason.MISSING_FIELD,
                field.equals(from.toString()) ? field + " is missing" : field + " is missing; looked for " + from);
    }

    static Refusal bad(String field, String value, String want) {
        String shown = value.length() > 100 ? value.substring(0, 100) + "..." : value;
        return new Refusal(Reason.BAD_VALUE, field + " is not " + want + ": " + shown);
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
