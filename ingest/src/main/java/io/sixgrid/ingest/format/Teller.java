package io.sixgrid.ingest.format;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who says what a rule reads, and when: read once for all of its events and readings that do not say it themselves.
 *
 * @param ruleDevice null when all of them do
 * @param ruleTime   empty when none is said
 */
record Teller(@Nullable String ruleDevice, Optional<Instant> ruleTime) {
    /** @param own where an event or reading says its own; null for the rule's */
    String device(@Nullable Expression own, MessageView message) {
        if (own != null) {
            return own.require("device", message);
        }
        if (ruleDevice == null) {
            throw new Refusal(Reason.MISSING_FIELD, "device is missing");
        }
        return ruleDevice;
    }

    /** @param own where an event or reading says its own; null for the rule's */
    Optional<Instant> time(@Nullable TimeRule own, MessageView message) {
        return own == null ? ruleTime : own.read(message);
    }
}
