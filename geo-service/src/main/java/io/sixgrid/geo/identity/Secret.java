package io.sixgrid.geo.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A random text of 256 bits that proves who holds it. Only its SHA-256 is stored: with that many bits of its own it
 * needs neither salt nor a slow hash, and since it is looked up by its hash, no comparison leaks through its time.
 */
record Secret(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one that begins with {@code prefix}, so that people and scanners recognise it. */
    static Secret random(String prefix) {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
