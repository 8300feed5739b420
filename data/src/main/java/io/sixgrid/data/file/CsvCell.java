package io.sixgrid.data.file;

/** A cell of a CSV file (RFC 4180) that a spreadsheet shows and never runs. */
public final class CsvCell {
    /** What spreadsheets take for a formula where a cell begins with it; a tab or a line end is stripped before they look. */
    private static final String BEGINS_FORMULA = "=+-@\t\r\n";

    private CsvCell() {}

    /**
     * Text that anybody may have written, quoted where it must be. One that would be a formula begins with an apostrophe.
     * Not for numbers.
     */
    public static String text(String value) {
        boolean formula = !value.isEmpty() && BEGINS_FORMULA.indexOf(value.charAt(0)) >= 0;
        String text = formula ? "'" + value : value;
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
