package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.DatabaseAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the service is configured by, read once by {@link ConfigReader}; docs/configuration.md shows every name and
 * default. No {@code toString} shows a secret.
 *
 * @param dataDir  what this installation keeps: the private cluster, the default broker's journal
 * @param database where the database is; empty means the private cluster in the data directory
 * @param broker   where the broker is; empty means the default one in this process
 */
public record Config(
        Path dataDir,
        Http http,
        Mqtt mqtt,
        Optional<DatabaseAddress> database,
        int databaseConnections,
        Optional<Broker> broker,
        MapPage map,
        Ingest ingest,
        Sample sample) {
    public Config {
        require(
                databaseConnections >= 2 && databaseConnections <= 1000,
                "database.connections",
                "is not from 2 to 1000: " + databaseConnections);
    }

    /**
     * Where HTTP is served.
     *
     * @param port 0 takes any free one
     */
    public record Http(String host, int port) {
        public Http {
            require(!host.isBlank(), "http.host", "is empty");
            requirePort("http.port", port);
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
    }

    /**
     * A broker elsewhere.
     *
     * @param url {@code tcp://host:port} or {@code ssl://host:port}
     */
    public record Broker(String url, Optional<String> user, Optional<String> password, Tls tls) {
        public Broker {
            require(
                    url.matches("(tcp|ssl)://[^/@]+:\\d+"),
                    "broker.url",
                    "is not tcp://host:port or ssl://host:port: " + url);
            require(
                    url.startsWith("ssl:") || tls.equals(Tls.NONE),
                    "broker.url",
                    "does not begin with ssl://, and TLS options are given: " + url);
        }

        @Override
        public String toString() {
            return "Broker[url=" + url + ", user=" + user.orElse("-") + ", tls=" + tls + "]";
        }
    }

    /**
     * TLS to a broker.
     *
     * @param trust a PKCS #12 or PEM file of certificates that are trusted; empty trusts what Java trusts
     * @param key   a PKCS #12 file of this service's own certificate and key
     */
    public record Tls(
            Optional<Path> trust, Optional<String> trustPassword, Optional<Path> key, Optional<String> keyPassword) {
        /** What Java trusts, and no certificate of our own. */
        public static final Tls NONE = new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        @Override
        public String toString() {
            return "Tls[trust=" + trust + ", key=" + key + "]";
        }
    }

    /**
     * The map page.
     *
     * @param timeZone in which all times on the page are told
     */
    public record MapPage(ZoneId timeZone, List<BaseMap> baseMaps) {
        public MapPage {
            baseMaps = List.copyOf(baseMaps);
        }
    }

    /**
     * A background of pictures from another server.
     *
     * @param kind       {@code xyz} or {@code wmts}
     * @param projection {@code EPSG:3857} or {@code EPSG:4490}
     * @param credit     what its owner asks to be shown
     */
    public record BaseMap(
            String id,
            String nameZh,
            String nameEn,
            String kind,
            String url,
            String projection,
            String credit,
            int maxZoom) {
        public BaseMap {
            require(Set.of("xyz", "wmts").contains(kind), "map.base-maps", "kind is not xyz or wmts: " + kind);
            require(
                    Set.of("EPSG:3857", "EPSG:4490").contains(projection),
                    "map.base-maps",
                    "projection is not EPSG:3857 or EPSG:4490: " + projection);
            require(url.matches("https?://.+"), "map.base-maps", "url is not an http address: " + url);
            require(maxZoom >= 0 && maxZoom <= 24, "map.base-maps", "maxZoom is not from 0 to 24: " + maxZoom);
        }
    }

    /**
     * What arrives over MQTT.
     *
     * @param formats        a directory of payload formats besides those that are built in
     * @param worker         keeps its session at the broker; every process its own
     * @param batchRows      how many messages are written at once, at most
     * @param batchDelay     how long a message waits for others, at most
     * @param clockTolerance how far a device's clock may run ahead before its time is doubted
     */
    public record Ingest(
            Optional<Path> formats, String worker, int batchRows, Duration batchDelay, Duration clockTolerance) {
        public Ingest {
            require(
                    worker.matches("[A-Za-z0-9_-]{1,40}"),
                    "ingest.worker",
                    "has other than 1 to 40 letters, digits, - and _: " + worker);
            require(batchRows >= 1 && batchRows <= 10_000, "ingest.batch-rows", "is not from 1 to 10000: " + batchRows);
            require(
                    !batchDelay.isNegative() && batchDelay.compareTo(Duration.ofSeconds(10)) <= 0,
                    "ingest.batch-delay",
                    "is not from PT0S to PT10S: " + batchDelay);
            require(!clockTolerance.isNegative(), "ingest.clock-tolerance", "is negative: " + clockTolerance);
        }
    }

    /**
     * The sample city.
     *
     * @param loadIfEmpty whether an empty database gets it
     */
    public record Sample(boolean loadIfEmpty) {}

    private static void requirePort(String key, int port) {
        require(port >= 0 && port <= 65535, key, "is not a port from 0 to 65535: " + port);
    }

    private static void require(boolean holds, String key, String otherwise) {
        if (!holds) {
            throw SixgridException.invalid(key, key + " " + otherwise);
        }
    }
}
