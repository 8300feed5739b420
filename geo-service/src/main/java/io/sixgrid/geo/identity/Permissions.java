package io.sixgrid.geo.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which role may do what: the first row that fits decides. docs/http-api.md shows the same table to people. */
final class Permissions {
    private static final Set<String> READ = Set.of("GET", "HEAD");
    private static final Set<String> ANY = Set.of();

    /**
     * @param methods empty means any
     * @param prefix  of the path; one with {@code *} is a whole path in which that stands for anything
     * @param role    empty means everybody, known or not
     */
    private record Row(Set<String> methods, String prefix, Optional<Role> role) {
        boolean fits(String method, String path) {
            return (methods.isEmpty() || methods.contains(method)) && begins(path);
        }

        private boolean begins(String path) {
            int star = prefix.indexOf('*');
            if (star >= 0) {
                return path.startsWith(prefix.substring(0, star)) && path.endsWith(prefix.substring(star + 1));
            }
            return path.equals(prefix) || path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
        }
    }

    private static final List<Row> TABLE = List.of(
            new Row(ANY, "/health", Optional.empty()),
            new Row(ANY, "/api/v1/session", Optional.empty()),
            new Row(READ, "/metrics", Optional.of(Role.VIEWER)),
            // Before what everybody may read: payloads that nothing understood may hold anything.
            new Row(ANY, "/api/v1/quarantine", Optional.of(Role.OPERATOR)),
            // What a device said, byte by byte, is no more a viewer's.
            new Row(READ, "/api/v1/devices/*/messages", Optional.of(Role.OPERATOR)),
            new Row(READ, "/api", Optional.of(Role.VIEWER)),
            new Row(READ, "/ogc", Optional.of(Role.VIEWER)),
            new Row(Set.of("POST"), "/api/v1/locate", Optional.of(Role.VIEWER)),
            // A proposal reserves nothing.
            new Row(Set.of("POST"), "/api/v1/codes/propose", Optional.of(Role.VIEWER)),
            new Row(Set.of("PUT"), "/api/v1/schemes", Optional.of(Role.PLANNER)),
            new Row(ANY, "/api/v1/incidents", Optional.of(Role.OPERATOR)),
            new Row(ANY, "/api/v1/alerts", Optional.of(Role.OPERATOR)),
            new Row(Set.of("POST"), "/api/v1/formats/try", Optional.of(Role.OPERATOR)),
            new Row(ANY, "/api/v1/rules", Optional.of(Role.OPERATOR)),
            new Row(ANY, "/api/v1/devices", Optional.of(Role.PLANNER)),
            new Row(ANY, "/api/v1/video-points", Optional.of(Role.PLANNER)),
            new Row(Set.of("POST"), "/api/v1/drafts/*/approve", Optional.of(Role.APPROVER)),
            new Row(Set.of("POST"), "/api/v1/drafts/*/return", Optional.of(Role.APPROVER)),
            new Row(ANY, "/api/v1/drafts", Optional.of(Role.PLANNER)),
            new Row(ANY, "/api/v1/locks", Optional.of(Role.PLANNER)),
            // To see what would come of it; to publish takes an approver (ImportRoutes).
            new Row(Set.of("POST"), "/api/v1/imports", Optional.of(Role.PLANNER)),
            // Pages and what they are made of hold no data: they show the place where a token is entered.
            new Row(READ, "/", Optional.empty()));

    private Permissions() {}

    /** The role that this needs; empty when everybody may. What no row names, only an administrator may. */
    static Optional<Role> needed(String method, String path) {
        for (Row row : TABLE) {
            if (row.fits(method, path)) {
                return row.role();
            }
        }
        return Optional.of(Role.ADMIN);
    }
}
