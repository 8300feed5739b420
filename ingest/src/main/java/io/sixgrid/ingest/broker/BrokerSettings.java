package io.sixgrid.ingest.broker;

import io.sixgrid.data.SixgridException;
import java.nio.file.Path;

/**
 * Where the embedded broker listens and keeps its messages.
 *
 * @param host      the address to listen on, {@code 127.0.0.1} for this machine only
 * @param port      0 for any free one
 * @param directory made if it is missing; of this broker alone
 */
public record BrokerSettings(String host, int port, Path directory) {
    public BrokerSettings {
        if (port < 0 || port > 65535) {
            throw SixgridException.invalid("mqtt-port", "not a port from 0 to 65535: " + port);
        }
        directory = directory.toAbsolutePath();
    }
}
