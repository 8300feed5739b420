package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/**
 * Where an MQTT 5 broker is and who connects.
 *
 * @param url         {@code mqtt://host:port} (or tcp), {@code mqtts://} (or ssl) for TLS, {@code ws://}, {@code wss://}
 * @param tls         of no effect without TLS in {@code url}
 */
public record BrokerAddress(String url, Optional<String> user, Optional<String> password, BrokerTls tls) {
    public BrokerAddress {
        serverUri(url);
    }

    /** A broker that lets anybody in. */
    public static BrokerAddress anonymous(String url) {
        return new BrokerAddress(url, Optional.empty(), Optional.empty(), BrokerTls.DEFAULT);
    }

    /** As Paho writes it. */
    String serverUri() {
        return serverUri(url);
    }

    void authenticate(MqttConnectionOptions options) {
        user.ifPresent(options::setUserName);
        password.ifPresent(secret -> options.setPassword(secret.getBytes(StandardCharsets.UTF_8)));
        // Paho refuses a factory of TLS sockets for an address without TLS.
        boolean secured = serverUri().startsWith("ssl:") || serverUri().startsWith("wss:");
        if (secured && !tls.equals(BrokerTls.DEFAULT)) {
            options.setSocketFactory(tls.sockets());
        }
    }

    /** Without the password: this may reach a log. */
    @Override
    public String toString() {
        return user.map(name -> name + "@").orElse("") + url;
    }

    private static String serverUri(String url) {
        if (url.indexOf('@') >= 0) {
            // Not repeated: what stands before it may be a password, and would be logged with every failure.
            throw SixgridException.invalid(
                    "broker-url", "user and password are given on their own, not in the address");
        }
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw SixgridException.invalid("broker-url", "not a broker's address: " + url);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null) {
            throw SixgridException.invalid("broker-url", "not mqtt://host:port: " + url);
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return switch (scheme) {
            case "mqtt", "tcp" -> "tcp://" + uri.getHost() + (port.isEmpty() ? ":1883" : port);
            case "mqtts", "ssl" -> "ssl://" + uri.getHost() + (port.isEmpty() ? ":8883" : port);
            case "ws", "wss" -> scheme + url.substring(scheme.length());
            default ->
                throw SixgridException.invalid("broker-url", "not a scheme of MQTT (mqtt, mqtts, ws, wss): " + url);
        };
    }
}
