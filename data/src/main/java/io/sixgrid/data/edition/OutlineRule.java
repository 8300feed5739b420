package io.sixgrid.data.edition;

import io.sixgrid.data.SixgridException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the outline of an edition comes from.
 *
 * @param file   of {@link Kind#FILE}
 * @param scheme of {@link Kind#SCHEME}
 */
public record OutlineRule(Kind kind, Optional<Path> file, Optional<String> scheme) {
    private static final String OTHER = "scheme:";

    /** The published one, or the land of the grids. */
    public static final OutlineRule KEEP = new OutlineRule(Kind.KEEP, Optional.empty(), Optional.empty());

    /** How it is had. */
    public enum Kind {
        /** As it is published. */
        KEEP,
        /** The land of the edition's own grids, holes filled. */
        UNION,
        /** All polygons of another file. */
        FILE,
        /** That of another scheme. */
        SCHEME
    }

    /** Reads {@code keep}, {@code union}, {@code scheme:CODE} or, where files may be named, the name of one. */
    public static OutlineRule parse(String text, boolean files) {
        if (text.equals("keep")) {
            return KEEP;
        }
        if (text.equals("union")) {
            return new OutlineRule(Kind.UNION, Optional.empty(), Optional.empty());
        }
        if (text.startsWith(OTHER)) {
            return new OutlineRule(Kind.SCHEME, Optional.empty(), Optional.of(text.substring(OTHER.length())));
        }
        try {
            if (files) {
                return new OutlineRule(Kind.FILE, Optional.of(Path.of(text)), Optional.empty());
            }
        } catch (InvalidPathException e) {
            throw SixgridException.invalid("outline", "not the name of a file: " + text);
        }
        throw SixgridException.invalid("outline", "outline is not keep, union or scheme:CODE: " + text);
    }
}
