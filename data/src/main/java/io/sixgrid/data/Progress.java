package io.sixgrid.data;

/** Hears how far a long work is. Called from the thread that works. */
@FunctionalInterface
public interface Progress {
    /** For who does not want to know. */
    Progress NONE = (what, done, total) -> {};

    /**
     * Says that a step has come so far.
     *
     * @param what  the step, a few English words
     * @param done  pieces finished of this step, from 0 to {@code total}
     * @param total pieces of this step
     */
    void advance(String what, int done, int total);
}
