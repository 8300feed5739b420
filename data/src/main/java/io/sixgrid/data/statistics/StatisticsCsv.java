package io.sixgrid.data.statistics;

import io.sixgrid.data.file.CsvCell;
import io.sixgrid.data.statistics.Bin.Why;
import io.sixgrid.data.statistics.Tally.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Statistics as CSV (RFC 4180), with a byte order mark: without it Excel shows Chinese as noise. A row is a grid, or a reason
 * for being in none, which is written in brackets in the place of a name and has no code; the last row is the total.
 */
public final class StatisticsCsv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String END = "\r\n";

    private StatisticsCsv() {}

    /** One row a grid: its number, then a column for each value that numbers are told apart by. */
    public static String of(Tally tally) {
        Set<String> values = new TreeSet<>(tally.total().parts().keySet());
        List<String> header = new ArrayList<>(List.of("code", "name", "count"));
        values.forEach(value -> header.add(CsvCell.text(value)));
        StringBuilder csv = new StringBuilder().append(BYTE_ORDER_MARK);
        line(csv, header);
        for (String code : tally.codes()) {
            line(csv, cells(code, tally.name(code).orElse(""), tally.in(code), values));
        }
        for (Why why : Why.values()) {
            if (tally.in(why).all() > 0) {
                line(csv, cells("", "(" + why.code() + ")", tally.in(why), values));
            }
        }
        line(csv, cells("", "(total)", tally.total(), values));
        return csv.toString();
    }

    /** One row a grid of either side: what it had, what it has, and how much more that is. */
    public static String of(Reconciliation both) {
        StringBuilder csv = new StringBuilder().append(BYTE_ORDER_MARK);
        line(csv, List.of("code", "name", "as_was", "as_now", "difference"));
        for (String code : both.codes()) {
            line(
                    csv,
                    cells(
                            code,
                            both.name(code),
                            both.asWas().in(code),
                            both.asNow().in(code)));
        }
        for (Why why : Why.values()) {
            Count was = both.asWas().in(why);
            Count now = both.asNow().in(why);
            if (was.all() + now.all() > 0) {
                line(csv, cells("", "(" + why.code() + ")", was, now));
            }
        }
        line(csv, cells("", "(total)", both.asWas().total(), both.asNow().total()));
        return csv.toString();
    }

    private static List<String> cells(String code, String name, Count count, Set<String> values) {
        List<String> cells =
                new ArrayList<>(List.of(CsvCell.text(code), CsvCell.text(name), Long.toString(count.all())));
        values.forEach(value -> cells.add(Long.toString(count.parts().getOrDefault(value, 0L))));
        return cells;
    }

    private static List<String> cells(String code, String name, Count was, Count now) {
        return List.of(
                CsvCell.text(code),
                CsvCell.text(name),
                Long.toString(was.all()),
                Long.toString(now.all()),
                Long.toString(now.all() - was.all()));
    }

    private static void line(StringBuilder csv, List<String> cells) {
        csv.append(String.join(",", cells)).append(END);
    }
}
