package io.sixgrid.data.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. */
final class Command {
    /** How a program ended, and what it printed on both its outputs. */
    record Result(int status, String output) {
        /** Why it failed: its last line that says so, else its last line. */
        String reason() {
            // Not simply the last: initdb goes on to tell that it tidies up.
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            return lines.stream()
                    .filter(line -> line.contains("error:") || line.contains("FATAL:"))
                    .reduce((earlier, later) -> later)
                    .orElseGet(() -> lines.isEmpty() ? "status " + status : lines.get(lines.size() - 1))
                    .strip();
        }
    }

    private Command() {}

    /** What it printed; a status other than 0 is a failure. */
    static String run(List<String> command) {
        Result result = attempt(command);
        if (result.status() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + result.status() + ": " + result.output());
        }
        return result.output();
    }

    static Result attempt(List<String> command) {
        try {
            // In "/", which every user may enter: the working directory may lie in root's home.
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command.get(0), e);
        }
    }
}
