package io.sixgrid.geo.device;

import io.sixgrid.data.SixgridException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the text of an uploaded file as programs in China write it: UTF-8 with or without a byte order mark, UTF-16 with one,
 * else GB18030, of which GBK and GB2312 are parts.
 */
final class UploadText {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private UploadText() {}

    static String read(byte[] bytes) {
        // FF FE or FE FF: no text in UTF-8 begins so.
        boolean marked = bytes.length >= 2 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFF + 0xFE;
        Charset first = marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        String text = decode(bytes, first)
                .or(() -> decode(bytes, GB18030))
                .orElseThrow(() -> SixgridException.invalid(
                        "the file is text neither in UTF-8 nor in GB18030; save it as CSV UTF-8"));
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Strictly: what is no text of that encoding must be found out, not replaced. */
    private static Optional<String> decode(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
