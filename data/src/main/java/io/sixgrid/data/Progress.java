package io.sixgrid.data;

/** Hears how far a long work has come. Called from the thread that works; must be quick. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress SILENT = (what, done, total) -> {};

    /**
     * Hears of a step.
     *
     * @param what  the step, for people
     * @param done  how much of it is done, from 0 to {@code total}
     */
    void advance(String what, int done, int total);
}
