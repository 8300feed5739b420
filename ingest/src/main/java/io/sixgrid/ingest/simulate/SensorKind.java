package io.sixgrid.ingest.simulate;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What one kind of sensor measures, and what it calls out when that is too much or too little.
 *
 * @param words  of which a device's kind contains one; the first row that fits decides
 * @param name   of the reading
 * @param alarm  of the alarm, as ChirpStack's codecs name members
 * @param phrase what the alarm says to people
 */
record SensorKind(List<String> words, String name, String unit, Ranges ranges, String alarm, String phrase) {
    /** A range of values, in the unit of the reading. */
    record Range(double from, double to) {}

    /** The values of an ordinary day, and those that raise the alarm. */
    record Ranges(Range usual, Range alarming) {}

    private static final List<SensorKind> TABLE = List.of(
            row("manhole well", "tilt", "°", ranges(0, 3, 30, 90), "tilt_alarm", "井盖倾斜"),
            row("water flood", "depth", "m", ranges(0.2, 1.2, 2.0, 3.0), "water_level_alarm", "水位超限"),
            row("bin", "fill", "%", ranges(5, 75, 90, 100), "fill_alarm", "垃圾桶已满"),
            row("smoke", "obscuration", "dB/m", ranges(0, 0.04, 0.15, 0.6), "smoke_alarm", "烟雾报警"),
            row("gas", "gas", "%LEL", ranges(0, 2, 12, 45), "gas_alarm", "燃气泄漏"),
            row("noise", "noise", "dB", ranges(42, 54, 78, 95), "noise_alarm", "噪声超标"),
            row("pm25 air", "pm25", "µg/m³", ranges(8, 60, 115, 250), "pm25_alarm", "PM2.5 超标"),
            row("hydrant", "pressure", "MPa", ranges(0.25, 0.45, 0.02, 0.10), "pressure_alarm", "消火栓水压过低"));

    private static final SensorKind OTHER =
            row("", "temperature", "°C", ranges(15, 27, 55, 75), "temperature_alarm", "温度过高");

    static SensorKind of(String kind) {
        return TABLE.stream()
                .filter(row -> row.words.stream().anyMatch(kind::contains))
                .findFirst()
                .orElse(OTHER);
    }

    /** A value of an ordinary day. */
    String usual(Random random) {
        return value(ranges.usual, random);
    }

    /** A value that raises the alarm. */
    String alarming(Random random) {
        return value(ranges.alarming, random);
    }

    /** The alarm's kind where kinds are words with hyphens. */
    String alarmKind() {
        return alarm.replace("_alarm", "").replace('_', '-');
    }

    private static String value(Range range, Random random) {
        return String.format(Locale.ROOT, "%.2f", range.from + (range.to - range.from) * random.nextDouble());
    }

    private static SensorKind row(String words, String name, String unit, Ranges ranges, String alarm, String phrase) {
        return new SensorKind(List.of(words.split(" ")), name, unit, ranges, alarm, phrase);
    }

    private static Ranges ranges(double usualFrom, double usualTo, double alarmFrom, double alarmTo) {
        return new Ranges(new Range(usualFrom, usualTo), new Range(alarmFrom, alarmTo));
    }
}
