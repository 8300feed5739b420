package io.sixgrid.data.impact;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a grid answers for.
 *
 * @param incidents   reported within the last twelve months, open or closed
 * @param open        incidents that are open, however old
 * @param alerts      that are open
 * @param sensors     of all kinds
 * @param sensorKinds how many of each kind
 * @param devices     that are neither video points nor sensors
 */
public record Counts(
        int incidents,
        int open,
        int alerts,
        int videoPoints,
        int sensors,
        Map<String, Integer> sensorKinds,
        int devices) {
    public Counts {
        sensorKinds = Map.copyOf(sensorKinds);
    }

    /** Adds up; used by one thread. */
    static final class Tally {
        private int incidents;
        private int open;
        private int alerts;
        private int videoPoints;
        private int devices;
        private final Map<String, Integer> sensors = new TreeMap<>();

        void add(Spot spot) {
            switch (spot.kind()) {
                case INCIDENT -> {
                    incidents += spot.recent() ? 1 : 0;
                    open += spot.open() ? 1 : 0;
                }
                case ALERT -> alerts++;
                case VIDEO_POINT -> videoPoints++;
                case SENSOR -> sensors.merge(spot.word(), 1, Integer::sum);
                case DEVICE -> devices++;
            }
        }

        Counts counts() {
            return new Counts(
                    incidents,
                    open,
                    alerts,
                    videoPoints,
                    sensors.values().stream().mapToInt(Integer::intValue).sum(),
                    sensors,
                    devices);
        }
    }
}
