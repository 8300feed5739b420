package io.sixgrid.data.file;

import java.math.BigDecimal;

/** Numbers of attribute tables as text. */
final class Numbers {
    private static final int LONGEST_PLAIN = 40;

    private Numbers() {}

    /** Without exponent and trailing zeros: a code that was kept as 2.10211016001e+11 is 210211016001 again. */
    static String plain(String number) {
        try {
            BigDecimal value = new BigDecimal(number);
            if (value.signum() == 0) {
                return "0";
            }
            BigDecimal shortest = value.stripTrailingZeros();
            boolean plain = Math.abs((long) shortest.scale()) + shortest.precision() <= LONGEST_PLAIN;
            return plain ? shortest.toPlainString() : shortest.toString();
        } catch (NumberFormatException e) {
            return number;
        }
    }
}
