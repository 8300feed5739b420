package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/**
 * Where an MQTT 5 broker is and who connects.
 *
 * @param url         {@code mqtt://host:port} (or tcp), {@code mqtts://} (or ssl) for TLS, {@code ws://}, {@code wss://}
 * @param authorities a PEM file of the certificates to trust; empty for those that Java trusts
 */
public record BrokerAddress(String url, Optional<String> user, Optional<String> password, Optional<Path> authorities) {
    public BrokerAddress {
        serverUri(url);
    }

    /** A broker that lets anybody in. */
    public static BrokerAddress anonymous(String url) {
        return new BrokerAddress(url, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** As Paho writes it. */
    String serverUri() {
        return serverUri(url);
    }

    void authenticate(MqttConnectionOptions options) {
        user.ifPresent(options::setUserName);
        password.ifPresent(secret -> options.setPassword(secret.getBytes(StandardCharsets.UTF_8)));
        authorities.ifPresent(file -> options.setSocketFactory(trusting(file)));
    }

    /** Without the password: this may reach a log. */
    @Override
    public String toString() {
        return user.map(name -> name + "@").orElse("") + url;
    }

    private static String serverUri(String url) {
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
            case "ws", "wss" -> url;
            default ->
                throw SixgridException.invalid("broker-url", "not a scheme of MQTT (mqtt, mqtts, ws, wss): " + url);
        };
    }

    private static SSLSocketFactory trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw SixgridException.unavailable("cannot read the certificates to trust: " + e.getMessage(), e);
        }
    }
}
