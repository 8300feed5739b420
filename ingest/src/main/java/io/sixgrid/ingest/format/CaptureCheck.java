package io.sixgrid.ingest.format;

import io.sixgrid.data.SixgridException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses expressions that look for something which is never there. */
final class CaptureCheck {
    private static final Set<String> OF_LOOPS = Set.of("name", "value");

    private final Set<String> known = new HashSet<>(Capture.OURS);

    CaptureCheck(List<TopicPattern> topics) {
        topics.forEach(pattern -> known.addAll(pattern.names()));
    }

    /**
     * @param path   where it stands in the file
     * @param inLoop whether it is inside {@code each}
     */
    void check(String path, @Nullable Expression expression, boolean inLoop) {
        if (expression == null) {
            return;
        }
        if (!inLoop && expression.needsLoop()) {
            throw SixgridException.invalid(path, "./ stands for nothing outside of each, in: " + expression);
        }
        expression.captures().forEach(capture -> {
            boolean loopOnly = OF_LOOPS.contains(capture);
            if (loopOnly && !inLoop) {
                throw SixgridException.invalid(
                        path, "{" + capture + "} stands for nothing outside of each, in: " + expression);
            }
            if (!known.contains(capture) && !Capture.isOurs(capture)) {
                throw SixgridException.invalid(path, "no topic captures {" + capture + "}, named in: " + expression);
            }
        });
    }

    void check(String path, @Nullable Mapping mapping, boolean inLoop) {
        if (mapping != null) {
            check(path, mapping.from(), inLoop);
            mapping.unknown().ifPresent(other -> check(path + ".else", other, inLoop));
        }
    }

    void check(String path, @Nullable TimeRule time, boolean inLoop) {
        if (time != null) {
            check(path + ".from", time.from(), inLoop);
        }
    }
}
