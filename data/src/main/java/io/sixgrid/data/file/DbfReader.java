package io.sixgrid.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the rows of a {@code .dbf} one after the other. */
final class DbfReader {
    private static final int DELETED = '*';

    private final Source source;
    private final Features features;
    private final DbfHeader header;
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final List<String> names = new ArrayList<>();
    private int row;

    /** @param in read as far as needed, not closed here */
    DbfReader(Features features, Charset charset, InputStream in) throws IOException {
        source = features.source();
        this.features = features;
        this.in = in;
        header = DbfHeader.read(source, in);
        decoder = Charsets.strict(charset);
        for (DbfHeader.Column column : header.columns()) {
            String name = text("the name of column " + (names.size() + 1), column.bytes())
                    .strip();
            names.add(name);
            if (supported(column)) {
                features.field(name);
            } else {
                features.note("column " + name + " is left out: it is of type " + column.type());
            }
        }
    }

    /** Whether all text of the table is UTF-8; what a column was too narrow for is not held against it. */
    static boolean isUtf8(Source source, InputStream in) throws IOException {
        DbfHeader header = DbfHeader.read(source, in);
        CharsetDecoder decoder = Charsets.strict(StandardCharsets.UTF_8);
        for (DbfHeader.Column column : header.columns()) {
            if (!decodes(decoder, ByteBuffer.wrap(column.bytes()))) {
                return false;
            }
        }
        for (byte[] row = in.readNBytes(header.width());
                row.length == header.width();
                row = in.readNBytes(header.width())) {
            int at = 1;
            for (DbfHeader.Column column : header.columns()) {
                if (column.text() && !decodes(decoder, trimmed(row, at, column.width()))) {
                    return false;
                }
                at += column.width();
            }
        }
        return true;
    }

    int rows() {
        return header.rows();
    }

    /** The attributes of the next row, none at all of a deleted one. */
    Optional<Map<String, String>> next() throws IOException {
        row++;
        byte[] bytes = in.readNBytes(header.width());
        if (row > header.rows() || bytes.length < header.width()) {
            throw source.wrong(
                    features.number(), "the .dbf has no row " + row + " for it; it says " + header.rows() + " rows");
        }
        if (bytes[0] == DELETED) {
            return Optional.empty();
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        int at = 1;
        for (int i = 0; i < names.size(); i++) {
            DbfHeader.Column column = header.columns().get(i);
            if (supported(column)) {
                String value = column.type() == 'I'
                        ? String.valueOf(ByteBuffer.wrap(bytes)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getInt(at))
                        : value(column, names.get(i), trimmed(bytes, at, column.width()));
                if (!value.isEmpty()) {
                    attributes.put(names.get(i), value);
                }
            }
            at += column.width();
        }
        return Optional.of(attributes);
    }

    private static boolean supported(DbfHeader.Column column) {
        return "CNFDL".indexOf(column.type()) >= 0 || (column.type() == 'I' && column.width() == Integer.BYTES);
    }

    private String value(DbfHeader.Column column, String name, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        String text = text(name, copy).strip();
        return switch (column.type()) {
            // A number too wide for its column is a row of stars.
            case 'N', 'F' -> text.isEmpty() || text.charAt(0) == '*' ? "" : Numbers.plain(text);
            case 'D' ->
                text.matches("[0-9]{8}") && !text.equals("00000000")
                        ? text.substring(0, 4) + "-" + text.substring(4, 6) + "-" + text.substring(6)
                        : "";
            case 'L' ->
                switch (text) {
                    case "T", "t", "Y", "y" -> "true";
                    case "F", "f", "N", "n" -> "false";
                    default -> "";
                };
            default -> text;
        };
    }

    private String text(String where, byte[] bytes) {
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        decoder.reset();
        // Not the end of input: the column may have been too narrow for the last character.
        if (decoder.decode(ByteBuffer.wrap(bytes), chars, false).isError()) {
            throw source.wrong(
                    features.number(),
                    where + " is not text in " + decoder.charset() + ": " + new String(bytes, decoder.charset())
                            + "; name its encoding with --encoding");
        }
        return chars.flip().toString();
    }

    private static boolean decodes(CharsetDecoder decoder, ByteBuffer bytes) {
        decoder.reset();
        return !decoder.decode(bytes, CharBuffer.allocate(bytes.remaining() + 1), false)
                .isError();
    }

    /** Without blanks and zero bytes at the end. */
    private static ByteBuffer trimmed(byte[] row, int at, int width) {
        int end = at + width;
        while (end > at && (row[end - 1] == ' ' || row[end - 1] == 0)) {
            end--;
        }
        return ByteBuffer.wrap(row, at, end - at);
    }
}
