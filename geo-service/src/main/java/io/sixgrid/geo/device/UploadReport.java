package io.sixgrid.geo.device;

import java.util.List;

/**
 * What became of an uploaded file, or would.
 *
 * @param rows     those that say anything, the header not counted
 * @param written  whether the registry says so now: not after a dry run, and not when there is any problem
 * @param problems by row, at most {@link #MAX_PROBLEMS}
 * @param warnings what is allowed and yet worth a look
 */
record UploadReport(
        int rows,
        int created,
        int changed,
        int unchanged,
        boolean written,
        List<Problem> problems,
        List<String> warnings) {
    /** Who has more begins with these. */
    static final int MAX_PROBLEMS = 1_000;

    /**
     * What is wrong in one cell.
     *
     * @param field by its name in our words
     * @param value as the file says it; empty where it says nothing
     */
    record Problem(int row, String field, String value, String problem) {}
}
