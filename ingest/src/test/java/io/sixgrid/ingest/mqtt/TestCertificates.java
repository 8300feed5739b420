package io.sixgrid.ingest.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority of its own and what it certifies, made in a directory by the {@code keytool} of the running JDK: nothing
 * that expires is kept with the sources, and no other program is needed.
 */
final class TestCertificates {
    static final String PASSWORD = "of-the-files";

    private static final String NEW_KEY = "-genkeypair -keyalg EC -groupname secp256r1 -validity 2";

    private final Path directory;
    private final String authority;

    /** @param authority a name for the authority, and for its files */
    TestCertificates(Path directory, String authority) {
        this.directory = directory;
        this.authority = authority;
        keytool(authority, NEW_KEY + " -ext bc:c -alias own", "-dname", "CN=" + authority);
        keytool(authority, "-exportcert -rfc -alias own -file", trust().toString());
    }

    /** The PEM file of the authority's certificate. */
    Path trust() {
        return pem(authority);
    }

    /**
     * Makes a key and a certificate for it, in a PKCS #12 file and in two PEM files.
     *
     * @param names the hosts it is for, e.g. {@code ip:127.0.0.1,dns:localhost}
     */
    Certified certify(String name, String names) {
        Path certificate = pem(name);
        String request = directory.resolve(name + ".csr").toString();
        keytool(name, NEW_KEY + " -alias own", "-dname", "CN=" + name);
        keytool(name, "-certreq -alias own -file", request);
        keytool(
                authority,
                "-gencert -rfc -validity 2 -alias own -ext san=" + names + " -infile",
                request,
                "-outfile",
                certificate.toString());
        // keytool takes the answer to a request only when it knows who gave it.
        keytool(name, "-importcert -noprompt -alias authority -file", trust().toString());
        keytool(name, "-importcert -noprompt -alias own -file", certificate.toString());
        return new Certified(store(name), certificate, privateKey(name));
    }

    /** A key and its certificate: both as PKCS #12, each as PEM. */
    record Certified(Path pkcs12, Path certificate, Path key) {}

    /** Runs {@code command} on the PKCS #12 file of {@code name}. */
    private void keytool(String name, String command, String... more) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        line.addAll(List.of(command.split(" ")));
        line.addAll(List.of(more));
        line.addAll(List.of("-keystore", store(name).toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        MosquittoServer.run(line);
    }

    private Path privateKey(String name) {
        try {
            KeyStore store = KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
            byte[] pkcs8 = store.getKey("own", PASSWORD.toCharArray()).getEncoded();
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8);
            return Files.writeString(
                    directory.resolve(name + ".key"),
                    "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n",
                    StandardCharsets.US_ASCII);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path pem(String name) {
        return directory.resolve(name + ".pem");
    }

    private Path store(String name) {
        return directory.resolve(name + ".p12");
    }
}
