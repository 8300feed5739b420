package io.sixgrid.data.device;

import java.time.Instant;

/**
 * What a message calls its device, and when.
 *
 * @param format the payload format that read it; its aliases are looked up first
 * @param name   the device's id or its alias in that format
 * @param at     the time whose registered position is wanted
 */
public record DeviceName(String format, String name, Instant at) {
    /** What it is called, whenever. */
    record Spelling(String format, String name) {}

    Spelling spelling() {
        return new Spelling(format, name);
    }
}
