package io.sixgrid.geo.export;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.GridQuery;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.place.Frame;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What is to be exported.
 *
 * @param query  which grids, as of when; its parent is not looked at
 * @param frame  what the file's coordinates are in
 * @param land   whether the outline and the unassigned land are wanted too, as layers of their own
 */
public record ExportOrder(Scheme scheme, GridQuery query, Frame frame, ExportFormat format, boolean land) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public ExportOrder {
        int deepest = scheme.levels().size();
        query.level().filter(level -> level < 1 || level > deepest).ifPresent(level -> {
            throw SixgridException.invalid(
                    "level", "scheme " + scheme.code() + " has levels 1 to " + deepest + ", not " + level);
        });
    }

    /** The scheme, the level and the moment: {@code default-3-20260131T080000Z.gpkg}. */
    String fileName() {
        return scheme.code() + query.level().map(level -> "-" + level).orElse("") + "-" + MOMENT.format(query.at())
                + "." + format.word();
    }
}
