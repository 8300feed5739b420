package io.sixgrid.data.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hexadecimal, where an identity must be made of what has none. */
final class Fingerprint {
    /** To be cloned, which takes a third of the time of looking the algorithm up. */
    private static final MessageDigest SHA_256 = sha256();

    private Fingerprint() {}

    /** Of a text without NUL and of bytes: the NUL put between them keeps two pairs from running together. */
    static String of(String text, byte[] bytes) {
        try {
            MessageDigest digest = (MessageDigest) SHA_256.clone();
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
