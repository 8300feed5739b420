package io.sixgrid.data.file;

import io.sixgrid.data.SixgridException;
import java.nio.file.Path;

/** The file that is read, as refusals name it. */
record Source(Path path, String name) {
    static Source of(Path path) {
        Path last = path.getFileName();
        return new Source(path, last == null ? path.toString() : last.toString());
    }

    /** A part of this file. */
    Source part(String part) {
        return new Source(path, name + ", " + part);
    }

    SixgridException wrong(String sentence) {
        return SixgridException.invalid("file", name + ": " + sentence);
    }

    SixgridException wrong(int feature, String sentence) {
        return SixgridException.invalid("file", name + ", feature " + feature + ": " + sentence);
    }
}
