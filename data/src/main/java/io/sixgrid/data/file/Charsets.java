package io.sixgrid.data.file;

import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Charsets as files and people call them, and whether bytes are of one. */
final class Charsets {
    /** Holds GBK and GB2312: what text in China is that is not UTF-8. */
    static final Charset GB18030 = Charset.forName("GB18030");

    private static final int CHUNK = 1 << 16;

    private Charsets() {}

    /** Reads {@code --encoding}. */
    static Charset require(String name) {
        return named(name)
                .orElseThrow(() -> SixgridException.invalid("encoding", "not an encoding that is known: " + name));
    }

    /** Reads a charset's name, or the number of a code page: {@code UTF-8}, {@code GBK}, {@code CP936}, {@code ANSI 936}. */
    static Optional<Charset> named(String name) {
        String plain = name.strip().toUpperCase(Locale.ROOT).replaceFirst("^(ANSI|OEM|CP|MS)[ _-]?(?=[0-9])", "");
        String known = switch (plain) {
            case "65001", "UTF8" -> "UTF-8";
            case "936", "54936", "GBK", "GB2312", "GB18030", "EUC-CN", "EUCCN" -> "GB18030";
            case "950" -> "Big5";
            case "932" -> "windows-31j";
            case "949" -> "x-windows-949";
            default -> {
                if (plain.matches("8859[1-9][0-9]?")) {
                    yield "ISO-8859-" + plain.substring(4);
                }
                if (plain.matches("125[0-8]")) {
                    yield "windows-" + plain;
                }
                yield plain.matches("[0-9]+") ? "IBM" + plain : plain;
            }
        };
        try {
            return Charset.isSupported(known) ? Optional.of(Charset.forName(known)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether all of {@code in} is UTF-8. */
    static boolean isUtf8(InputStream in) throws IOException {
        CharsetDecoder decoder = strict(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        boolean last = false;
        while (!last) {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            last = read < 0;
            bytes.position(bytes.position() + Math.max(read, 0)).flip();
            if (decoder.decode(bytes, chars.clear(), last).isError()) {
                return false;
            }
            bytes.compact();
        }
        return true;
    }

    /** One that says of bytes which are not of {@code charset} that they are not. */
    static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
