package io.sixgrid.geo.kill;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes that a test can fill: a tmpfs, which only root may mount. */
final class SmallDisk implements AutoCloseable {
    private final Path root;
    private final Path ballast;

    /** Mounts it; where that is not allowed the test that asks is skipped, and says so. */
    SmallDisk(Path at, int megabytes) {
        root = at;
        ballast = at.resolve("ballast");
        try {
            Files.createDirectories(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int status = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=755", "tmpfs", at.toString());
        assumeTrue(
                status == 0, "needs to mount a small file system: run it as root, in a container with CAP_SYS_ADMIN");
    }

    Path root() {
        return root;
    }

    /** Leaves not a byte free. */
    void fill() {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            // No space left on device: that is what was asked for.
            return;
        }
    }

    /** Gives the room back. */
    void free() {
        try {
            Files.delete(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run("umount", "--lazy", root.toString());
    }

    /** Runs a program that must succeed. */
    static void require(String... command) {
        if (run(command) != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    /** Runs a program; answers its exit code. */
    static int run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                System.out.println(String.join(" ", command) + ": " + said.strip());
            }
            return status;
        } catch (IOException e) {
            return 127;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
