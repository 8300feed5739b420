package io.sixgrid.geo.identity;

/**
 * Who is asking.
 *
 * @param name  the name of the access token, or {@code local}
 * @param level the widest level whose boundaries they may change: 1 for all grids, 0 for the outline too
 */
public record Principal(String name, Role role, int level) {
    /** Whoever sits at this machine while no token exists. */
    public static final Principal LOCAL = new Principal("local", Role.ADMIN);

    /** Who may change as much as their role does when nothing else is said. */
    public Principal(String name, Role role) {
        this(name, role, role.level());
    }
}
