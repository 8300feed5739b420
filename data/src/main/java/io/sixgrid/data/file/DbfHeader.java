package io.sixgrid.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a {@code .dbf} begins (dBASE III and later): its columns, and perhaps a code page.
 *
 * @param rows     how many it says
 * @param width    bytes of a row, the mark of deletion included
 * @param language the byte that may name a code page
 */
record DbfHeader(int rows, int width, int language, List<Column> columns) {
    private static final int FIXED = 32;
    private static final int NAME = 11;
    private static final int END_OF_COLUMNS = 0x0d;

    /**
     * A column.
     *
     * @param name as bytes: what they mean is known only when the encoding is
     * @param type C, N, F, D, L and what later versions have
     */
    record Column(List<Byte> name, char type, int width) {
        byte[] bytes() {
            byte[] bytes = new byte[name.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = name.get(i);
            }
            return bytes;
        }

        boolean text() {
            return type == 'C';
        }
    }

    /** Reads up to the first row. */
    static DbfHeader read(Source source, InputStream in) throws IOException {
        byte[] fixed = in.readNBytes(FIXED);
        if (fixed.length < FIXED) {
            throw source.wrong("the .dbf is truncated: it ends within its header");
        }
        ByteBuffer begin = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
        int length = begin.getShort(8) & 0xffff;
        byte[] rest = in.readNBytes(Math.max(length - FIXED, 0));
        if (length <= FIXED || rest.length < length - FIXED) {
            throw source.wrong("the .dbf is truncated: it ends within its header");
        }
        List<Column> columns = new ArrayList<>();
        int width = 1;
        for (int at = 0; at + FIXED <= rest.length && rest[at] != END_OF_COLUMNS; at += FIXED) {
            Column column = column(rest, at);
            columns.add(column);
            width += column.width();
        }
        DbfHeader header =
                new DbfHeader(begin.getInt(4), begin.getShort(10) & 0xffff, fixed[29] & 0xff, List.copyOf(columns));
        if (header.width() < width || header.rows() < 0) {
            throw source.wrong("not a .dbf: its columns have " + width + " bytes, a row " + header.width());
        }
        return header;
    }

    private static Column column(byte[] bytes, int at) {
        int end = at;
        while (end < at + NAME && bytes[end] != 0) {
            end++;
        }
        List<Byte> name = new ArrayList<>();
        for (byte letter : Arrays.copyOfRange(bytes, at, end)) {
            name.add(letter);
        }
        char type = (char) bytes[at + NAME];
        int width = bytes[at + 16] & 0xff;
        // Of text the byte of decimals counts too: that is how Clipper and others have more than 255 bytes.
        return new Column(name, type, type == 'C' ? width + 256 * (bytes[at + 17] & 0xff) : width);
    }

    /** What the language byte names; empty where it names nothing or only "as the machine has it". */
    Optional<Charset> codePage() {
        String name = switch (language) {
            case 0x4d, 0x7a -> "GB18030";
            case 0x4f, 0x78 -> "Big5";
            case 0x13, 0x7b -> "windows-31j";
            case 0x4e, 0x79 -> "x-windows-949";
            case 0x01 -> "IBM437";
            case 0x02 -> "IBM850";
            case 0x03, 0x58, 0x59 -> "windows-1252";
            case 0xc8 -> "windows-1250";
            case 0xc9 -> "windows-1251";
            case 0xcb -> "windows-1253";
            case 0xca -> "windows-1254";
            default -> "";
        };
        return name.isEmpty() ? Optional.empty() : Charsets.named(name);
    }
}
