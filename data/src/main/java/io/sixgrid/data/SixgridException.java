package io.sixgrid.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure the caller can act on, said in the caller's terms. Anything else that goes wrong is a bug or an outage and
 * flies as what it is. Each protocol turns the {@link Kind} into its own code at one edge.
 */
public final class SixgridException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the caller can do about it. */
    public enum Kind {
        /** Mend the request: a value is wrong or missing. */
        INVALID,
        /** Say who you are: no token, or one that is unknown or revoked. */
        UNAUTHENTICATED,
        /** Ask somebody with another role. */
        FORBIDDEN,
        /** Name something that exists. */
        NOT_FOUND,
        /** Look at the present state, then decide again. */
        CONFLICT,
        /** Try again later. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final @Nullable String field;

    private SixgridException(Kind kind, @Nullable String field, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.field = field;
    }

    /** A wrong value without a name of its own; prefer {@link #invalid(String, String)}. */
    public static SixgridException invalid(String message) {
        return new SixgridException(Kind.INVALID, null, message, null);
    }

    /** A wrong value: {@code field} as the caller named it, {@code message} with the value. */
    public static SixgridException invalid(String field, String message) {
        return new SixgridException(Kind.INVALID, field, message, null);
    }

    public static SixgridException unauthenticated(String message) {
        return new SixgridException(Kind.UNAUTHENTICATED, null, message, null);
    }

    public static SixgridException forbidden(String message) {
        return new SixgridException(Kind.FORBIDDEN, null, message, null);
    }

    public static SixgridException notFound(String message) {
        return new SixgridException(Kind.NOT_FOUND, null, message, null);
    }

    public static SixgridException conflict(String message) {
        return new SixgridException(Kind.CONFLICT, null, message, null);
    }

    public static SixgridException unavailable(String message, @Nullable Throwable cause) {
        return new SixgridException(Kind.UNAVAILABLE, null, message, cause);
    }

    /** The same failure, of the field called {@code name}; the innermost name wins. */
    public SixgridException in(String name) {
        return field != null ? this : new SixgridException(kind, name, String.valueOf(getMessage()), getCause());
    }

    public Kind kind() {
        return kind;
    }

    /** The field at fault, as the caller named it. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
