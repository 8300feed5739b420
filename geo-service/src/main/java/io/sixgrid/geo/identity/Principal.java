package io.sixgrid.geo.identity;

/**
 * Who is asking.
 *
 * @param name the name of the access token, or {@code local}
 */
public record Principal(String name, Role role) {
    /** Whoever sits at this machine while no token exists. */
    public static final Principal LOCAL = new Principal("local", Role.ADMIN);
}
