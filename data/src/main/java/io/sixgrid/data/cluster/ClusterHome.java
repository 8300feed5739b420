package io.sixgrid.data.cluster;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the cluster of a data directory lives: in {@code postgres} below it or, where the database's user cannot enter
 * it, in a folder of its own in {@code /var/lib/sixgrid}. While it is made, {@code cluster.unfinished} in the data
 * directory names it; {@code cluster.location} does once it is made. Only a folder so named as unfinished may be removed.
 *
 * @param dataDir absolute
 * @param folder  holds the cluster ({@code data}) and its log
 */
record ClusterHome(Path dataDir, Path folder) {
    private static final Path ELSEWHERE = Path.of("/var/lib/sixgrid");

    static ClusterHome of(Path dataDir, DatabaseUser user) throws IOException {
        Optional<ClusterHome> made = made(dataDir);
        if (made.isPresent()) {
            return made.get();
        }
        // Random, not made of the path: another data directory of that path, since moved, may have its cluster there.
        return new ClusterHome(
                dataDir,
                user.canEnter(dataDir)
                        ? inside(dataDir)
                        : ELSEWHERE.resolve(UUID.randomUUID().toString()));
    }

    /** The cluster that was made for this data directory, to the end. */
    static Optional<ClusterHome> made(Path dataDir) throws IOException {
        Path note = note(dataDir);
        // Relative where it lies below the data directory, so that this can be moved.
        return Files.exists(note)
                ? Optional.of(new ClusterHome(
                        dataDir, dataDir.resolve(Files.readString(note).strip())))
                : Optional.empty();
    }

    /** Whether the cluster was made, to the end. */
    boolean made() {
        return Files.exists(note(dataDir));
    }

    /** The cluster whose making was begun for this data directory and not finished. */
    Optional<ClusterHome> unfinished() throws IOException {
        if (!Files.exists(intent())) {
            return Optional.empty();
        }
        String said = Files.readString(intent()).strip();
        if (said.isEmpty()) {
            // It ended while it wrote the note, and so before it made the folder.
            return Optional.empty();
        }
        Path named = dataDir.resolve(said).normalize();
        boolean elsewhere = ELSEWHERE.equals(named.getParent()) && !dataDir.startsWith(named);
        if (!elsewhere && !named.equals(inside(dataDir))) {
            throw SixgridException.conflict(intent() + " names " + named
                    + ", which is no folder of Sixgrid's: remove that file, or choose another --data-dir");
        }
        return Optional.of(new ClusterHome(dataDir, named));
    }

    /** Notes that the cluster is about to be made. */
    void intend() throws IOException {
        Path said = folder.startsWith(dataDir) ? dataDir.relativize(folder) : folder;
        Files.writeString(intent(), said + "\n");
    }

    /** Notes that the cluster is made: the one note becomes the other in one step, so that never both are there. */
    void remember() throws IOException {
        Files.move(intent(), note(dataDir), StandardCopyOption.ATOMIC_MOVE);
    }

    SixgridException belongsToAnother() {
        return belongsToAnother(dataDir);
    }

    static SixgridException belongsToAnother(Path dataDir) {
        return SixgridException.conflict("the data directory " + dataDir
                + " belongs to another user: run as that user or choose another --data-dir");
    }

    Path pgData() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("log");
    }

    /** Where {@code database} of this cluster is, whose server listens on {@code port}. */
    DatabaseAddress address(String database, int port) {
        try {
            return new DatabaseAddress(
                    "jdbc:postgresql://127.0.0.1:" + port + "/" + database, PrivateCluster.SUPERUSER, password());
        } catch (IOException e) {
            throw SixgridException.unavailable("cannot read the database password in " + dataDir + ": " + e, e);
        }
    }

    /** The password of the cluster's superuser, in a file that only the owner of the data directory reads. */
    private String password() throws IOException {
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

    private Path intent() {
        return dataDir.resolve("cluster.unfinished");
    }

    private static Path inside(Path dataDir) {
        return dataDir.resolve("postgres");
    }

    private static Path note(Path dataDir) {
        return dataDir.resolve("cluster.location");
    }
}
