package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.grid.SchemeQueryStore;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Located;
import io.sixgrid.data.place.LonLat;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sixgrid locate LON LAT}: the grids that contain a point. */
@Command(
        name = "locate",
        mixinStandardHelpOptions = true,
        description = "Says which grids contain a point, level 1 first. Put -- before a negative longitude.")
final class LocateCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.forAnnotatedObject(this);
    private final ConfigOptions options;

    @Parameters(index = "0", paramLabel = "LON", description = "degrees east, or metres of --frame")
    private String lon = "";

    @Parameters(index = "1", paramLabel = "LAT", description = "degrees north, or metres of --frame")
    private String lat = "";

    @Option(
            names = "--frame",
            paramLabel = "FRAME",
            defaultValue = "wgs84",
            description = "wgs84, cgcs2000, gcj02, bd09, epsg:N or a configured one; in a frame in metres LON is the"
                    + " easting, LAT the northing (default ${DEFAULT-VALUE})")
    private String frame = "";

    @Option(names = "--at", paramLabel = "TIME", description = "by the boundaries of that time, RFC 3339 (default now)")
    private @Nullable String at;

    @Option(names = "--known", paramLabel = "TIME", description = "as it was believed then, RFC 3339 (default now)")
    private @Nullable String known;

    @Option(
            names = "--scheme",
            paramLabel = "CODE",
            split = ",",
            description = "of these schemes, a chain each; * for all (default: the default scheme)")
    private List<String> schemes = List.of();

    LocateCommand(Map<String, String> environment) {
        options = ConfigOptions.on(spec, environment);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        Instant moment = moment("at", at).orElseGet(Instant::now);
        Optional<Instant> belief = moment("known", known);
        Config config = options.read();
        Frame given = config.frames().frame(frame);
        LonLat place = given.position(FramePoint.parse(given.axes(), lon, lat)).place();
        try (DatabaseHome home = DatabaseHome.open(config);
                Database database = new Database(home.address(), 2)) {
            database.prepare();
            GridStore grids = new GridStore(database.jdbi());
            List<String> asked = schemes.equals(List.of("*")) ? new SchemeQueryStore(database.jdbi()).codes() : schemes;
            for (String scheme : asked.isEmpty() ? List.of("default") : asked) {
                Boundaries boundaries = new Boundaries(grids, scheme, Clock.systemUTC());
                boundaries.refresh();
                if (!asked.isEmpty()) {
                    spec.commandLine()
                            .getOut()
                            .println(scheme + "  " + boundaries.scheme().nameZh());
                }
                print(
                        boundaries.scheme(),
                        boundaries.place(place, moment, belief).located());
            }
        }
        return 0;
    }

    private void print(Scheme scheme, Located located) {
        PrintWriter out = spec.commandLine().getOut();
        if (!located.inside()) {
            out.println("outside every grid");
        }
        for (GridRef grid : located.chain()) {
            out.println(grid.level() + "  "
                    + scheme.levels().get(grid.level() - 1).nameZh() + "  " + grid.code() + "  " + grid.name());
        }
        if (located.onBoundary()) {
            out.println("on the border of "
                    + located.touching().stream().map(GridRef::code).collect(Collectors.joining(", ")));
        }
        out.flush();
    }

    private static Optional<Instant> moment(String name, @Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(given -> OffsetDateTime.parse(given).toInstant());
        } catch (DateTimeParseException e) {
            throw SixgridException.invalid(
                    name,
                    "--" + name + " is not an RFC 3339 time with an offset, as 2026-01-31T08:00:00+08:00: " + text);
        }
    }
}
