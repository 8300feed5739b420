package io.sixgrid.data.concordance;

import io.sixgrid.data.concordance.ConcordanceRow.Amount;
import io.sixgrid.data.concordance.ConcordanceRow.Name;
import io.sixgrid.data.file.CsvCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Concordances as CSV (RFC 4180), with a byte order mark: without it Excel shows Chinese as noise. */
public final class ConcordanceCsv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String HEADER =
            "level,kind,old_code,old_name,new_code,new_name,square_metres,share_of_old_area,"
                    + "share_of_new_area,households,share_of_old_households,share_of_new_households";
    private static final String END = "\r\n";

    private ConcordanceCsv() {}

    /** Writes in UTF-8 characters; {@code out} is neither flushed nor closed. */
    public static void write(List<Concordance> concordances, Appendable out) {
        try {
            out.append(BYTE_ORDER_MARK).append(HEADER).append(END);
            for (Concordance concordance : concordances) {
                for (ConcordanceRow row : concordance.rows()) {
                    out.append(line(row)).append(END);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(ConcordanceRow row) {
        Optional<Amount> households = row.households();
        return String.join(
                ",",
                Integer.toString(row.level()),
                row.kind().code(),
                text(row.old().map(Name::code)),
                text(row.old().map(Name::name)),
                text(row.now().map(Name::code)),
                text(row.now().map(Name::name)),
                number(Optional.of(row.land().amount()), 2),
                number(row.land().shareOfOld(), 6),
                number(row.land().shareOfNew(), 6),
                number(households.map(Amount::amount), 0),
                number(households.flatMap(Amount::shareOfOld), 6),
                number(households.flatMap(Amount::shareOfNew), 6));
    }

    private static String number(Optional<Double> value, int decimals) {
        return value.map(number -> BigDecimal.valueOf(number)
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .toPlainString())
                .orElse("");
    }

    private static String text(Optional<String> value) {
        return CsvCell.text(value.orElse(""));
    }
}
