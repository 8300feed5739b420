package io.sixgrid.data.db;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** How PostgreSQL is told a time zone. */
public final class ZoneName {
    private ZoneName() {}

    /** For {@code at time zone}, which takes {@code +08:00} as POSIX does: eight hours west of Greenwich. */
    public static String of(ZoneId zone) {
        if (!(zone.normalized() instanceof ZoneOffset offset)) {
            return zone.getId();
        }
        ZoneOffset west = ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds());
        return west.equals(ZoneOffset.UTC) ? "UTC" : west.getId();
    }
}
