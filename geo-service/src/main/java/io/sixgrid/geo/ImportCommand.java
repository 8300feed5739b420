package io.sixgrid.geo;

import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.edition.EditionImport;
import io.sixgrid.data.edition.ImportOrder;
import io.sixgrid.data.edition.ImportReport;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.geo.edition.ImportJson;
import io.sixgrid.geo.edition.ImportText;
import io.sixgrid.geo.edition.ImportWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sixgrid import FILE}: boundaries from a file, proven and published, or a report of what is wrong. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes boundaries from a GeoJSON, GeoPackage or zipped Shapefile (docs/boundaries.md).",
            "Nothing is written unless all is proven and every repair that it needs accepted; then the exit code is 1."
        })
final class ImportCommand implements Callable<Integer> {
    /** Of {@link ImportWords#NAMES}, what {@code --help} says of each; those with {@code true} are flags. */
    private static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("frame", "FRAME|wgs84, gcj02, bd09, epsg:N or a configured one, over what the file says"),
            Map.entry("encoding", "CHARSET|of the attributes of a Shapefile, as GBK"),
            Map.entry("layer", "NAME|of a file of several"),
            Map.entry("level", "N|level of all features, by number or code"),
            Map.entry("parent", "RULE|attribute, prefix (codes begin with the parent's) or place (holds most of it)"),
            Map.entry("scheme", "CODE|(default: default)"),
            Map.entry("scheme-name", "ZH:EN|names of a new scheme"),
            Map.entry("levels", "LEVELS|of a new scheme: CODE:ZH:EN,CODE:ZH:EN:contained or a YAML file"),
            Map.entry("outline", "OUTLINE|a file, union (the land of the grids), scheme:CODE or keep (default)"),
            Map.entry("unassigned", "|takes land that no grid holds as nobody's, instead of refusing it"),
            Map.entry("repair", "METRES|makes all repairs that move at most so much"),
            Map.entry("propose", "METRES|proposes repairs up to so much (default 2)"),
            Map.entry("accept", "IDS|makes these repairs, separated by commas"),
            Map.entry("effective", "TIME|when it applies: a date, or RFC 3339 (default now)"),
            Map.entry("reason", "TEXT|why; needed unless it is a dry run"),
            Map.entry("document", "NUMBER|of the paper that ordered it"),
            Map.entry("dry-run", "|says what would become of it, and writes nothing"));

    private final CommandSpec spec = CommandSpec.forAnnotatedObject(this);
    private final ConfigOptions options;

    @Parameters(paramLabel = "FILE", description = "the file")
    private Path file = Path.of("");

    @Option(
            names = "--field",
            paramLabel = "NAME=COLUMN",
            description = "which column is code, name, short-name, parent, level, people, households, area-class,"
                    + " exclave, or of wider grids 1.code, 1.name, 1.exclave; repeatable")
    private Map<String, String> fields = Map.of();

    @Option(
            names = "--exclave",
            paramLabel = "CODE=REASON",
            description = "why that grid, of any level, may lie in several parts; repeatable")
    private List<String> exclaves = List.of();

    @Option(names = "--author", paramLabel = "NAME", description = "whom the revision names (default command-line)")
    private String author = "command-line";

    @Option(names = "--report", paramLabel = "FILE", description = "writes the whole report there, as JSON")
    private @Nullable Path report;

    ImportCommand(Map<String, String> environment) {
        options = ConfigOptions.on(spec, environment);
        for (String name : ImportWords.NAMES) {
            String[] help = HELP.getOrDefault(name, "VALUE|").split("[|]", 2);
            OptionSpec.Builder option = OptionSpec.builder("--" + name).description(help[1]);
            spec.addOption(
                    help[0].isEmpty()
                            ? option.type(boolean.class).build()
                            : option.type(String.class).paramLabel(help[0]).build());
        }
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        Config config = options.read();
        ImportOrder order = new ImportWords(
                        words(),
                        new ImportWords.Asking(
                                String.valueOf(file.getFileName()),
                                author,
                                Instant.now(),
                                config.map().zone(),
                                true))
                .order();
        try (DatabaseHome home = DatabaseHome.open(config);
                Database database = new Database(home.address(), 2)) {
            database.prepare();
            Jdbi jdbi = database.jdbi();
            ImportReport done = new EditionImport(
                            new EditionImport.Stores(
                                    new GridStore(jdbi),
                                    new PlanStore(jdbi),
                                    new RevisionStore(jdbi),
                                    new CodeStore(jdbi)),
                            new CodeRules(Optional.of(config.codesDirectory())),
                            config.frames())
                    .run(file, order, ProgressBar.onStandardError());
            spec.commandLine().getOut().println(ImportText.of(done));
            spec.commandLine().getOut().flush();
            write(done);
            return done.outcome().proven() ? 0 : 1;
        }
    }

    private Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        for (String name : ImportWords.NAMES) {
            Object value = spec.commandLine().getParseResult().matchedOptionValue("--" + name, (Object) null);
            if (value != null) {
                words.put(name, String.valueOf(value));
            }
        }
        exclaves.forEach(exclave -> ImportWords.declare(exclave, words));
        fields.forEach((field, column) -> words.put("field." + field, column));
        return words;
    }

    private void write(ImportReport done) {
        if (report == null) {
            return;
        }
        try {
            Files.writeString(report, Json.text(ImportJson.of(done)));
        } catch (IOException e) {
            throw SixgridException.invalid("report", "cannot write the report to " + report + ": " + e);
        }
    }
}
