package io.sixgrid.data.ledger;

/**
 * What transactions made of the messages of one source.
 *
 * @param source      the format that took the messages, or {@link LedgerStore#NO_FORMAT}
 * @param stored      messages stored for the first time
 * @param duplicate   messages that were stored before
 * @param quarantined messages whose bytes went to quarantine
 * @param condensed   of those stored, messages of flooding devices that are kept by their count only
 * @param events      events stored
 * @param readings    readings stored
 * @param alerts      alerts opened
 */
public record Outcomes(
        String source,
        long stored,
        long duplicate,
        long quarantined,
        long condensed,
        long events,
        long readings,
        long alerts) {
    public static Outcomes none(String source) {
        return new Outcomes(source, 0, 0, 0, 0, 0, 0, 0);
    }

    /** One message that was stored before. */
    public static Outcomes duplicate(String source) {
        return new Outcomes(source, 0, 1, 0, 0, 0, 0, 0);
    }

    /** One message that went to quarantine. */
    public static Outcomes quarantined(String source) {
        return new Outcomes(source, 0, 0, 1, 0, 0, 0, 0);
    }

    /** One message stored with what it said. */
    public static Outcomes stored(String source, int events, int readings) {
        return new Outcomes(source, 1, 0, 0, 0, events, readings, 0);
    }

    /** One message kept by its count only. */
    public static Outcomes condensed(String source) {
        return new Outcomes(source, 1, 0, 0, 1, 0, 0, 0);
    }

    /** No message, but alerts that were opened in the name of the source. */
    public static Outcomes opened(String source, long alerts) {
        return new Outcomes(source, 0, 0, 0, 0, 0, 0, alerts);
    }

    /** How many messages these are. */
    public long messages() {
        return stored + duplicate + quarantined;
    }

    /** The sum, called {@code source} of this one. */
    public Outcomes plus(Outcomes other) {
        return new Outcomes(
                source,
                stored + other.stored,
                duplicate + other.duplicate,
                quarantined + other.quarantined,
                condensed + other.condensed,
                events + other.events,
                readings + other.readings,
                alerts + other.alerts);
    }
}
