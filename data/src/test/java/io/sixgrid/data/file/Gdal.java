package io.sixgrid.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** GDAL's programs as an oracle: what they write we must read, what we write they must read. */
final class Gdal {
    private Gdal() {}

    /** Runs one of them in {@code folder}; answers what it printed. */
    static String run(Path folder, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(command + " said " + said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(program + " of the package gdal-bin is needed by this test", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Zips the files of {@code folder} whose names begin with {@code name}, each as {@code prefix} and its extension. */
    static Path zip(Path folder, String name, String prefix) throws IOException {
        Path zip = folder.resolve(name + ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String own = file.getFileName().toString();
                if (own.startsWith(name + ".") && !own.endsWith(".zip")) {
                    out.putNextEntry(new ZipEntry(prefix + own.substring(name.length())));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
        }
        return zip;
    }
}
