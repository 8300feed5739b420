package io.sixgrid.data.alert;

import io.sixgrid.data.SixgridException;

/** The four levels of the emergency response law and of GB/T 28181 AlarmPriority; 1 is worst. */
public enum Severity {
    RED(1),
    ORANGE(2),
    YELLOW(3),
    BLUE(4);

    private final int level;

    Severity(int level) {
        this.level = level;
    }

    /** 1 (worst) to 4. */
    public int level() {
        return level;
    }

    /** The severity of {@code level} 1 to 4. */
    public static Severity of(int level) {
        if (level < 1 || level > 4) {
            throw SixgridException.invalid("severity", "severity is not 1 (worst) to 4: " + level);
        }
        return values()[level - 1];
    }
}
