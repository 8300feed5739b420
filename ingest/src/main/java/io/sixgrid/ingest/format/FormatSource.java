package io.sixgrid.ingest.format;

import io.sixgrid.data.place.Frames;
import io.sixgrid.ingest.format.LiveFormats.Problem;
import io.sixgrid.ingest.format.LiveFormats.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file of formats through time: what it holds, and what of it is in force. Used by one thread at a time. */
final class FormatSource {
    private final Path file;
    private final Frames frames;
    private byte @Nullable [] held;
    private byte[] inForce = new byte[0];
    private Optional<PayloadFormat> format = Optional.empty();
    private Optional<Problem> problem = Optional.empty();
    private Instant since = Instant.EPOCH;

    /** @param frames those that positions may be in */
    FormatSource(Path file, Frames frames) {
        this.file = file;
        this.frames = frames;
    }

    boolean holds(byte[] bytes) {
        return Arrays.equals(held, bytes);
    }

    /** The name of the format that is in force; empty when there is none. */
    Optional<String> name() {
        return format.map(PayloadFormat::name);
    }

    /**
     * Takes {@code bytes} for what the file holds now, or refuses them.
     *
     * @param taken the names of formats in other files
     */
    void take(byte[] bytes, Map<String, Path> taken, Instant now) {
        boolean waits = problem.isPresent();
        if (holds(bytes) && !waits) {
            return;
        }
        boolean same = holds(bytes);
        held = bytes;
        try {
            PayloadFormat read = FormatFile.parse(bytes, frames);
            Path other = taken.get(read.name());
            if (other != null) {
                throw new BrokenFormat(
                        Optional.empty(),
                        "another file, " + other.getFileName() + ", is named " + read.name() + " too");
            }
            format = Optional.of(read);
            inForce = bytes;
            problem = Optional.empty();
            since = now;
        } catch (BrokenFormat e) {
            problem = Optional.of(new Problem(file, e.line(), e.reason()));
            if (format.isEmpty()) {
                inForce = bytes;
                since = same ? since : now;
            }
        }
    }

    State state() {
        String stem = String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", "");
        return new State(
                name().orElse(stem),
                Optional.of(file),
                new String(inForce, StandardCharsets.UTF_8),
                since,
                format,
                problem);
    }
}
