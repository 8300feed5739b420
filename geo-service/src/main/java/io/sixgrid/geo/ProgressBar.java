package io.sixgrid.geo;

import io.sixgrid.data.Progress;
import java.io.PrintStream;

/** Draws progress on a terminal, one line a step; where it is no terminal, says each step once. */
final class ProgressBar implements Progress {
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private String step = "";

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error; the script that starts us knows whether that is a terminal, Java 17 does not. */
    static ProgressBar onStandardError() {
        return new ProgressBar(System.err, Boolean.getBoolean("sixgrid.terminal"));
    }

    @Override
    public void advance(String what, int done, int total) {
        if (terminal) {
            int filled = total == 0 ? WIDTH : (int) ((long) WIDTH * done / total);
            out.printf(
                    "\r  %-28s [%s%s] %,d of %,d ", what, "#".repeat(filled), " ".repeat(WIDTH - filled), done, total);
            if (done == total) {
                out.println();
            }
            out.flush();
        } else if (!what.equals(step)) {
            out.println("  " + what + " …");
        }
        step = what;
    }
}
