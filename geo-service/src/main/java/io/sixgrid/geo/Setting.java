package io.sixgrid.geo;

import java.util.List;
import java.util.Locale;

/**
 * One thing that can be configured.
 *
 * @param key      as in the YAML file, a dot for each step down
 * @param fallback the default as text; empty means not set
 * @param what     one phrase for people
 * @param common   whether {@code --help} lists its option
 */
record Setting(String key, String fallback, String what, boolean common) {
    /** Every one there is, in the order of docs/configuration.md. */
    static final List<Setting> ALL = List.of(
            common("data-dir", ".sixgrid", "what this installation keeps"),
            common("http.host", "127.0.0.1", "address that HTTP is served on"),
            common("http.port", "8080", "port that HTTP is served on, 0 for any"),
            rare("http.import-megabytes", "512", "size of a file of boundaries at most"),
            rare("mqtt.host", "127.0.0.1", "address of the default broker"),
            common("mqtt.port", "1883", "port of the default broker, 0 for any"),
            common("database.url", "", "jdbc:postgresql://host:port/name instead of the private cluster"),
            common("database.user", "", "user at that database"),
            common("database.password", "", "password there; better in the environment"),
            rare("database.tls", "", "disable, require or verify-full"),
            rare("database.tls-trust", "", "PEM file of the certificates that are trusted"),
            rare("database.tls-certificate", "", "PEM file of this service's own certificate"),
            rare("database.tls-key", "", "PKCS #8 file (DER) of its key"),
            rare("database.connections", "16", "connections at most"),
            common("broker.url", "", "mqtt://host:port or mqtts://host:port instead of the default broker"),
            common("broker.user", "", "user at that broker"),
            common("broker.password", "", "password there; better in the environment"),
            rare("broker.tls-trust", "", "PEM file of the certificates that are trusted"),
            rare("broker.tls-key", "", "PKCS #12 file of this service's own certificate and key"),
            rare("broker.tls-key-password", "", "password of that file"),
            rare("frames.affine", "[]", "the city's own coordinate frames over another, a list"),
            rare("frames.seven-parameters", "[]", "those with a datum of their own, a list"),
            rare(
                    "map.time-zone",
                    "Asia/Shanghai",
                    "in which the map page tells times, days of readings begin and rules say times of day"),
            rare("map.base-maps", "[]", "backgrounds to choose from, a list"),
            rare(
                    "ingest.formats",
                    "",
                    "directory of payload formats besides the built-in ones, without it formats in the data directory"),
            rare("ingest.worker", "main", "name that keeps the session at the broker"),
            rare("ingest.batch-rows", "2000", "messages written at once, at most"),
            rare("ingest.batch-delay", "PT0.02S", "how long a message waits for others, at most"),
            rare("ingest.device-rate", "100", "messages a second that a device may send, 0 for any number"),
            rare("ingest.device-burst", "10000", "messages that it may send at once besides"),
            rare("ingest.clock-tolerance", "PT10S", "how far a device's clock may run ahead"),
            rare("quarantine.keep", "P90D", "how long what nothing understood is kept after it came last"),
            rare("redraw.two-person", "false", "whether another person approves a draft than drew and submitted it"),
            rare("sample.load-if-empty", "true", "whether an empty database gets the sample city"));

    /** {@code --http-port}. */
    String option() {
        return "--" + key.replace('.', '-');
    }

    /** {@code SIXGRID_HTTP_PORT}. */
    String variable() {
        return "SIXGRID_" + key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    private static Setting common(String key, String fallback, String what) {
        return new Setting(key, fallback, what, true);
    }

    private static Setting rare(String key, String fallback, String what) {
        return new Setting(key, fallback, what, false);
    }
}
