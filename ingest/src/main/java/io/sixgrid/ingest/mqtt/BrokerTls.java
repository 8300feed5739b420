package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS to a broker.
 *
 * @param trust       a PEM file of the certificates to trust; empty trusts what Java trusts
 * @param key         a PKCS #12 file of this client's own certificate and key, for brokers that ask for one
 * @param keyPassword of that file and of the key in it
 */
public record BrokerTls(Optional<Path> trust, Optional<Path> key, Optional<String> keyPassword) {
    /** What Java trusts, and no certificate of our own. */
    public static final BrokerTls DEFAULT = new BrokerTls(Optional.empty(), Optional.empty(), Optional.empty());

    /** Without the password: this may reach a log. */
    @Override
    public String toString() {
        return "BrokerTls[trust=" + trust + ", key=" + key + "]";
    }

    /** Makes connections by these files; reads them now. */
    SSLSocketFactory sockets() {
        try {
            TrustManagerFactory trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusting.init(trust.isPresent() ? authorities(trust.get()) : null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trusting.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (NoSuchFileException e) {
            throw SixgridException.unavailable("a TLS file of the broker is not there: " + e.getFile(), e);
        } catch (IOException | GeneralSecurityException e) {
            throw SixgridException.unavailable("cannot use the TLS files of the broker: " + e.getMessage(), e);
        }
    }

    private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
            }
        }
        if (trusted.size() == 0) {
            throw new CertificateException("no certificate in " + file);
        }
        return trusted;
    }

    private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
        if (key.isEmpty()) {
            return null;
        }
        char[] secret = keyPassword.orElse("").toCharArray();
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(key.get())) {
            own.load(file, secret);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, secret);
        return keys.getKeyManagers();
    }
}
