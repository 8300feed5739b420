package io.sixgrid.geo.identity;

import io.sixgrid.data.SixgridException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody may do. Each may do what those before it may, except {@link #DEVICE}, which may only publish. */
public enum Role {
    /** Publishes over MQTT; sees nothing over HTTP, so that a token read out of a camera opens no map. */
    DEVICE,
    /** Sees everything but quarantine. */
    VIEWER,
    /** Reports and closes incidents, closes alerts, sets rules, reads quarantine and replays it. */
    OPERATOR,
    /** Registers devices and video points, drafts boundaries. */
    PLANNER,
    /** Approves and publishes boundaries. */
    APPROVER,
    /** Everything. */
    ADMIN;

    /** As the command line, HTTP and the database write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role parse(String text) {
        for (Role role : values()) {
            if (role.code().equals(text)) {
                return role;
            }
        }
        throw SixgridException.invalid(
                "role",
                "unknown role: " + text + "; known are "
                        + Arrays.stream(values()).map(Role::code).collect(Collectors.joining(", ")));
    }

    /** The widest level whose boundaries it may change when a token says nothing else; whether it may draft is another matter. */
    int level() {
        return covers(APPROVER) ? 0 : 1;
    }

    /** Whether this role may do what {@code needed} may. */
    public boolean covers(Role needed) {
        return this == needed || (this != DEVICE && needed != DEVICE && compareTo(needed) >= 0);
    }
}
