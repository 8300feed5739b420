package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.Arrival.Properties;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.format.FormatCheck;
import io.sixgrid.ingest.format.FormatFile;
import io.sixgrid.ingest.format.PayloadFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sixgrid formats}: for whoever writes a payload format. */
@Command(
        name = "formats",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks payload formats (docs/formats.md).",
        subcommands = FormatsCommand.Check.class)
final class FormatsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say check");
    }

    /** {@code sixgrid formats check}: what a format makes of a message, or where it fails. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Shows what a format makes of a message, or where it fails; then the exit code is 1.")
    static final class Check implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "FILE", description = "the format's YAML file, or the name of a built-in format")
        private Path format = Path.of("");

        @Option(names = "--topic", required = true, paramLabel = "T", description = "the topic of the message")
        private String topic = "";

        @Option(
                names = "--payload",
                required = true,
                paramLabel = "P",
                description = "the body itself, or @FILE for a file that holds it")
        private String payload = "";

        @Option(names = "--config", paramLabel = "FILE", description = "YAML file of settings, for frames of your own")
        private @Nullable Path config;

        @Option(names = "--content-type", paramLabel = "TYPE", description = "the content type that MQTT 5 gives")
        private Optional<String> contentType = Optional.empty();

        @Option(names = "--property", paramLabel = "NAME=VALUE", description = "an MQTT 5 user property; repeatable")
        private Map<String, String> properties = Map.of();

        @Option(names = "--retained", description = "as a message that the broker kept")
        private boolean retained;

        @Override
        public Integer call() {
            Properties said = new Properties(contentType, properties);
            FormatCheck check = FormatCheck.of(format(), new Arrival(topic, body(), Instant.now(), retained, said));
            spec.commandLine().getOut().println(check.text());
            return check.understood() ? 0 : 1;
        }

        private PayloadFormat format() {
            if (Files.exists(format)) {
                return FormatFile.read(
                        format,
                        ConfigReader.read(Optional.ofNullable(config), System.getenv(), Map.of())
                                .frames());
            }
            return FormatCatalog.builtIn().formats().stream()
                    .filter(builtIn -> builtIn.name().equals(format.toString()))
                    .findFirst()
                    .orElseThrow(() -> SixgridException.invalid(
                            "formats", "neither a file nor the name of a built-in format: " + format));
        }

        private byte[] body() {
            if (!payload.startsWith("@")) {
                return payload.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            }
            Path file = Path.of(payload.substring(1));
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw SixgridException.invalid("payload", "cannot read the payload " + file);
            }
        }
    }
}
