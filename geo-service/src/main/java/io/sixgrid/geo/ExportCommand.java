package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.concordance.Concordances;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.grid.GridExportStore;
import io.sixgrid.data.grid.GridQuery;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.geo.export.ExportFormat;
import io.sixgrid.geo.export.ExportOrder;
import io.sixgrid.geo.export.GridExport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code sixgrid export}: boundaries as of a time, as a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes boundaries as of a time as GeoJSON or GeoPackage, or what became of codes as CSV (docs/boundaries.md).")
final class ExportCommand implements Callable<Integer> {
    // Before the spec, which reads it: set after, picocli would fill in another one.
    @Mixin
    private final ConcordanceOptions concordance = new ConcordanceOptions();

    private final CommandSpec spec = CommandSpec.forAnnotatedObject(this);
    private final ConfigOptions options;

    @Option(names = "--scheme", paramLabel = "CODE", defaultValue = "default", description = "(default: default)")
    private String scheme = "";

    @Option(names = "--level", paramLabel = "N", description = "only this level (default all)")
    private @Nullable Integer level;

    @Option(names = "--at", paramLabel = "TIME", description = "as of that time, RFC 3339 (default now)")
    private @Nullable String at;

    @Option(names = "--known", paramLabel = "TIME", description = "as was believed at that time (default as now)")
    private @Nullable String known;

    @Option(
            names = "--frame",
            paramLabel = "FRAME",
            defaultValue = "wgs84",
            description = "wgs84, cgcs2000, gcj02, bd09, epsg:N or a configured one (default ${DEFAULT-VALUE})")
    private String frame = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "geojson",
            description = "geojson or gpkg (default ${DEFAULT-VALUE})")
    private String format = "";

    @Option(names = "--land", description = "the outline and the unassigned land too, as layers of their own")
    private boolean land;

    @Option(names = "--out", paramLabel = "FILE", description = "where to; GeoJSON goes to standard output without it")
    private @Nullable Path out;

    ExportCommand(Map<String, String> environment) {
        options = ConfigOptions.on(spec, environment);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws IOException {
        return concordance.wanted() ? concordance() : boundaries();
    }

    private int concordance() throws IOException {
        try (DatabaseHome home = DatabaseHome.open(options.read());
                Database database = new Database(home.address(), 2)) {
            database.prepare();
            Concordances plans = new Concordances(new GridStore(database.jdbi()), new PlanStore(database.jdbi()));
            String csv = concordance.csv(plans, scheme, Optional.ofNullable(level));
            if (out != null) {
                Files.writeString(out, csv);
            } else {
                spec.commandLine().getOut().append(csv).flush();
            }
        }
        return 0;
    }

    private int boundaries() throws IOException {
        ExportFormat wanted = ExportFormat.parse(format);
        if (out == null && wanted != ExportFormat.GEOJSON) {
            throw SixgridException.invalid("out", "a file of format " + format + " needs --out");
        }
        GridQuery query = new GridQuery(
                Optional.ofNullable(level),
                Optional.empty(),
                moment("at", at).orElseGet(Instant::now),
                moment("known", known),
                true);
        Config config = options.read();
        try (DatabaseHome home = DatabaseHome.open(config);
                Database database = new Database(home.address(), 2)) {
            database.prepare();
            ExportOrder order = new ExportOrder(
                    new GridStore(database.jdbi()).requireScheme(scheme).scheme(),
                    query,
                    config.frames().frame(frame),
                    wanted,
                    land);
            write(new GridExport(new GridExportStore(database.jdbi()), config.frames()), order);
        }
        return 0;
    }

    /** A file of that name is replaced by a whole one, or stays what it was. */
    private void write(GridExport export, ExportOrder order) throws IOException {
        Path part = out == null
                ? Files.createTempFile("sixgrid-export", ".part")
                : out.resolveSibling(out.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            export.write(order, part);
            if (out == null) {
                print(part);
            } else {
                Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void print(Path file) throws IOException {
        PrintWriter standard = spec.commandLine().getOut();
        try (BufferedReader text = Files.newBufferedReader(file)) {
            text.transferTo(standard);
        }
        standard.flush();
    }

    private static Optional<Instant> moment(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw SixgridException.invalid(
                    name,
                    "--" + name + " is not an RFC 3339 time with an offset, as 2026-01-31T08:00:00+08:00: " + text);
        }
    }
}
