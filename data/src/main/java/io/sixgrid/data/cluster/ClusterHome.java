package io.sixgrid.data.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Where the cluster of a data directory lives: in {@code postgres} below it or, where the database's user cannot enter
 * it, in {@code /var/lib/sixgrid}. The file {@code cluster.location} says where, once the cluster is made.
 *
 * @param dataDir absolute
 * @param folder  holds the cluster ({@code data}) and its log
 */
record ClusterHome(Path dataDir, Path folder) {
    private static final Path ELSEWHERE = Path.of("/var/lib/sixgrid");

    static ClusterHome of(Path dataDir, DatabaseUser user) throws IOException {
        Path note = note(dataDir);
        if (Files.exists(note)) {
            // Relative where it lies below the data directory, so that this can be moved.
            return new ClusterHome(
                    dataDir, dataDir.resolve(Files.readString(note).strip()));
        }
        return new ClusterHome(
                dataDir,
                user.canEnter(dataDir)
                        ? dataDir.resolve("postgres")
                        : ELSEWHERE.resolve(
                                UUID.nameUUIDFromBytes(dataDir.toString().getBytes(UTF_8))
                                        .toString()));
    }

    /** Whether the cluster was made, to the end. */
    boolean made() {
        return Files.exists(note(dataDir));
    }

    /** Notes that the cluster is made. */
    void remember() throws IOException {
        Path said = folder.startsWith(dataDir) ? dataDir.relativize(folder) : folder;
        Files.writeString(note(dataDir), said + "\n");
    }

    Path pgData() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("log");
    }

    /** The password of the cluster's superuser, in a file that only the owner of the data directory reads. */
    String password() throws IOException {
        return Files.readString(dataDir.resolve("cluster.password")).strip();
    }

    /** Makes a new password. */
    void newPassword() throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Path file = dataDir.resolve("cluster.password");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(secret));
    }

    private static Path note(Path dataDir) {
        return dataDir.resolve("cluster.location");
    }
}
