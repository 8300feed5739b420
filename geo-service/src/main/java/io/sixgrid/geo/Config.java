package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.DatabaseAddress;
import io.sixgrid.data.place.Frames;
import io.sixgrid.ingest.IngestSettings;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.pipeline.IntakeSettings;
import io.sixgrid.maps.page.MapSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the service is configured by, read once by {@link ConfigReader}; docs/configuration.md shows every name and
 * default. No {@code toString} shows a secret.
 *
 * @param dataDir  what this installation keeps: the private cluster, the default broker's journal
 * @param database where the database is; empty means the private cluster in the data directory
 * @param broker   where the broker is; empty means the default one in this process
 * @param frames   that positions may be in, the city's own among them
 */
public record Config(
        Path dataDir,
        Http http,
        Mqtt mqtt,
        Optional<DatabaseAddress> database,
        int databaseConnections,
        Optional<BrokerAddress> broker,
        Frames frames,
        MapSettings map,
        Ingest ingest,
        Areas areas) {
    /** The relay and the writer of messages each hold one for as long as they work, the writer at times a second. */
    private static final int MIN_CONNECTIONS = 4;

    /** How often the directory of formats is looked at. */
    static final Duration FORMATS_LOOK = Duration.ofSeconds(2);

    public Config {
        require(
                databaseConnections >= MIN_CONNECTIONS && databaseConnections <= 1000,
                "database.connections",
                "is not from " + MIN_CONNECTIONS + " to 1000: " + databaseConnections);
    }

    /**
     * Where HTTP is served.
     *
     * @param port            0 takes any free one
     * @param importMegabytes size of a file of boundaries at most
     */
    public record Http(String host, int port, int importMegabytes) {
        public Http {
            require(!host.isBlank(), "http.host", "is empty");
            requirePort("http.port", port);
            require(
                    importMegabytes >= 1 && importMegabytes <= 16_384,
                    "http.import-megabytes",
                    "is not from 1 to 16384: " + importMegabytes);
        }

        /** Bytes of a file of boundaries at most. */
        long importBytes() {
            return 1_000_000L * importMegabytes;
        }
    }

    /**
     * The default broker.
     *
     * @param port 0 takes any free one
     */
    public record Mqtt(String host, int port) {
        public Mqtt {
            require(!host.isBlank(), "mqtt.host", "is empty");
            requirePort("mqtt.port", port);
        }

        /** Whether nobody but this machine can reach it. */
        public boolean loopbackOnly() {
            return host.equals("localhost") || host.equals("::1") || host.matches("127[.][0-9.]+");
        }
    }

    /**
     * What arrives over MQTT.
     *
     * @param formats        the directory of payload formats besides those that are built in; empty means
     *                       {@code formats} in the data directory
     * @param worker         keeps its session at the broker; every process its own
     * @param intake         how messages are gathered, and what a device that floods may send
     * @param clockTolerance how far a device's clock may run ahead before its time is doubted
     * @param quarantineKeep how long a message that nothing understands is kept after it came last
     */
    public record Ingest(
            Optional<Path> formats,
            String worker,
            IntakeSettings intake,
            Duration clockTolerance,
            Duration quarantineKeep) {
        private static final Duration LEAST_KEEP = Duration.ofHours(1);
        private static final Duration MOST_KEEP = Duration.ofDays(36_500);

        public Ingest {
            require(
                    worker.matches("[A-Za-z0-9-]{1,40}"),
                    "ingest.worker",
                    "has other than 1 to 40 letters, digits and hyphens: " + worker);
            int rows = intake.batch().rows();
            require(rows <= 10_000, "ingest.batch-rows", "is more than 10000: " + rows);
            Duration delay = intake.batch().patience();
            require(
                    delay.compareTo(Duration.ofSeconds(10)) <= 0,
                    "ingest.batch-delay",
                    "is longer than PT10S: " + delay);
            require(!clockTolerance.isNegative(), "ingest.clock-tolerance", "is negative: " + clockTolerance);
            require(
                    quarantineKeep.compareTo(LEAST_KEEP) >= 0 && quarantineKeep.compareTo(MOST_KEEP) <= 0,
                    "quarantine.keep",
                    "is not from PT1H to P36500D: " + quarantineKeep);
        }

        /** What a worker does at {@code broker}. */
        IngestSettings settings(BrokerAddress broker) {
            IngestSettings usual = IngestSettings.of(broker, worker);
            return new IngestSettings(broker, worker, usual.inFlightLimit(), intake, usual.finishLimit());
        }
    }

    /**
     * Boundaries: where the first come from, and who publishes others.
     *
     * @param sampleIfEmpty whether an empty database gets the sample city
     * @param twoPerson     whether who approves a draft must be another than who drew it and who submitted it
     */
    public record Areas(boolean sampleIfEmpty, boolean twoPerson) {}

    /** Where files of formats are looked for. */
    Path formatsDirectory() {
        return ingest.formats().orElse(dataDir.resolve("formats"));
    }

    /** Where files of code rules are looked for. */
    Path codesDirectory() {
        return dataDir.resolve("codes");
    }

    private static void requirePort(String key, int port) {
        require(port >= 0 && port <= 65535, key, "is not a port from 0 to 65535: " + port);
    }

    private static void require(boolean holds, String key, String otherwise) {
        if (!holds) {
            throw SixgridException.invalid(key, key + " " + otherwise);
        }
    }
}
