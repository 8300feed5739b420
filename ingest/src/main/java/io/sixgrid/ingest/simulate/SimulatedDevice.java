package io.sixgrid.ingest.simulate;

import java.util.Map;

/**
 * A registered device that the simulator speaks for.
 *
 * @param kind    what it is, e.g. {@code camera} or {@code smoke-sensor}
 * @param aliases what formats call it, by name of the format; its id where a format has none
 */
public record SimulatedDevice(String id, String kind, Map<String, String> aliases) {
    public SimulatedDevice {
        aliases = Map.copyOf(aliases);
    }

    String nameIn(String format) {
        return aliases.getOrDefault(format, id);
    }

    boolean camera() {
        return kind.contains("camera");
    }
}
