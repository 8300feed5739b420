package io.sixgrid.geo.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.SixgridException;

/** A conflict that tells programs more than its sentence does: the problem has these members besides its own. */
public final class DetailedConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SixgridException conflict;
    // It never leaves the process: an exception is serializable by name only.
    private final transient ObjectNode details;

    /** @param details by names that no problem has of its own */
    public DetailedConflict(String sentence, ObjectNode details) {
        super(sentence);
        this.conflict = SixgridException.conflict(sentence);
        this.details = details;
    }

    public SixgridException conflict() {
        return conflict;
    }

    public ObjectNode details() {
        return details;
    }
}
