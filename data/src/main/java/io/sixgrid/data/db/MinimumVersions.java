package io.sixgrid.data.db;

import io.sixgrid.data.SixgridException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The oldest PostgreSQL and PostGIS that Sixgrid is tested with and runs on. */
public final class MinimumVersions {
    private static final int POSTGRESQL = 15;
    private static final int POSTGIS_MAJOR = 3;
    private static final int POSTGIS_MINOR = 3;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private MinimumVersions() {}

    /**
     * Refuses an older PostgreSQL.
     *
     * @param major e.g. 15
     */
    public static void requirePostgres(int major) {
        if (major < POSTGRESQL) {
            throw SixgridException.unavailable(
                    "PostgreSQL " + major + " is too old: Sixgrid needs PostgreSQL " + POSTGRESQL + " or newer", null);
        }
    }

    /**
     * Refuses an older PostGIS.
     *
     * @param version as {@code postgis_lib_version()} says it, e.g. {@code 3.3.2} or {@code 3.4.0dev}
     */
    static void requirePostgis(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a version of PostGIS: " + version);
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        if (major < POSTGIS_MAJOR || (major == POSTGIS_MAJOR && minor < POSTGIS_MINOR)) {
            throw SixgridException.unavailable(
                    "PostGIS " + version + " is too old: Sixgrid needs PostGIS " + POSTGIS_MAJOR + "." + POSTGIS_MINOR
                            + " or newer",
                    null);
        }
    }
}
