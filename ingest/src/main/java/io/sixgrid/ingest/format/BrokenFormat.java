package io.sixgrid.ingest.format;

import io.sixgrid.data.SixgridException;
import java.util.Optional;

/** A file that is not a format. Never leaves this package. */
final class BrokenFormat extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line counted from 1; empty when it stands nowhere */
    BrokenFormat(Optional<Integer> line, String reason) {
        super(reason);
        this.line = line.orElse(0);
    }

    Optional<Integer> line() {
        return line == 0 ? Optional.empty() : Optional.of(line);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** The same, told to whoever named the file. */
    SixgridException of(String file) {
        return SixgridException.invalid(
                "formats", file + line().map(number -> ", line " + number).orElse("") + ": " + reason());
    }
}
