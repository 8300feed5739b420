package io.sixgrid.data.file;

import io.sixgrid.data.place.Frame;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/** Gathers what a reader finds, one feature after the other. For one thread. */
final class Features {
    // Twenty times the largest edition anybody is known to have; what is beyond was not meant as boundaries.
    private static final int MOST_FEATURES = 2_000_000;
    private static final long MOST_VERTICES = 40_000_000;

    private final Source source;
    private final Set<String> fields = new LinkedHashSet<>();
    private final List<Feature> features = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** What was done to how many features, and to which of them first. */
    private final Map<String, int[]> often = new LinkedHashMap<>();

    private Optional<Charset> guessed = Optional.empty();
    private long vertices;

    Features(Source source) {
        this.source = source;
    }

    Source source() {
        return source;
    }

    /** The number of the feature that is being read. */
    int number() {
        return features.size() + 1;
    }

    void field(String name) {
        fields.add(name);
    }

    void add(Map<String, String> attributes, Geometry shape) {
        if (features.size() == MOST_FEATURES) {
            throw source.wrong("more than " + MOST_FEATURES + " features");
        }
        features.add(new Feature(number(), attributes, shape));
    }

    /** To be asked before so many vertices are kept. */
    void expect(long more) {
        vertices += more;
        if (more < 0 || vertices > MOST_VERTICES) {
            throw source.wrong(number(), "more than " + MOST_VERTICES + " vertices up to here");
        }
    }

    /** Text is read so though nothing says it. */
    Charset guess(Charset charset) {
        guessed = Optional.of(charset);
        return charset;
    }

    void note(String sentence) {
        if (!notes.contains(sentence)) {
            notes.add(sentence);
        }
    }

    /** Something that is done to the feature being read, and perhaps to many. */
    void noteHere(String what) {
        int[] seen = often.computeIfAbsent(what, key -> new int[] {0, number(), 0});
        if (seen[2] != number()) {
            seen[0]++;
            seen[2] = number();
        }
    }

    FeatureFile file(String format, String layer, Optional<Frame> frame) {
        List<String> all = new ArrayList<>(notes);
        often.forEach((what, seen) -> all.add(
                what + ": " + (seen[0] == 1 ? "feature " + seen[1] : seen[0] + " features, the first " + seen[1])));
        return new FeatureFile(format, layer, frame, guessed, all, List.copyOf(fields), features);
    }
}
