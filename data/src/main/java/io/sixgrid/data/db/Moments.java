package io.sixgrid.data.db;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes moments as PostgreSQL reads them, microseconds kept: what {@link Instant#toString} says, at a tenth of its cost,
 * which is spent ten times a message. Used by one thread.
 */
final class Moments {
    private static final long SECONDS_A_DAY = 86_400;

    /** The day that was written last, e.g. {@code 2026-11-22T}: most moments of a batch share it. */
    private String date = "";

    private long epochDay = Long.MIN_VALUE;

    String write(Instant moment) {
        long day = Math.floorDiv(moment.getEpochSecond(), SECONDS_A_DAY);
        if (day != epochDay) {
            date = LocalDate.ofEpochDay(day) + "T";
            epochDay = day;
        }
        int second = (int) Math.floorMod(moment.getEpochSecond(), SECONDS_A_DAY);
        StringBuilder text = new StringBuilder(32).append(date);
        digits(text, second / 3600, 2).append(':');
        digits(text, second / 60 % 60, 2).append(':');
        digits(text, second % 60, 2).append('.');
        // Finer than a microsecond PostgreSQL rounds, so it is all said.
        return digits(text, moment.getNano(), 9).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        int divisor = 1;
        for (int i = 1; i < width; i++) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            text.append((char) ('0' + number / divisor % 10));
        }
        return text;
    }
}
