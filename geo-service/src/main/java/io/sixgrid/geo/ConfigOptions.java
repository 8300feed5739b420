package io.sixgrid.geo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of every command that needs the configuration: one a setting, and {@code --config}. */
final class ConfigOptions {
    private static final String FILE = "--config";

    private final CommandSpec spec;
    private final Map<String, String> environment;

    private ConfigOptions(CommandSpec spec, Map<String, String> environment) {
        this.spec = spec;
        this.environment = environment;
    }

    /** Adds the options to {@code spec}. */
    static ConfigOptions on(CommandSpec spec, Map<String, String> environment) {
        return on(spec, environment, Map.of());
    }

    /** @param shorter further names of options that this command is often given, by setting key */
    static ConfigOptions on(CommandSpec spec, Map<String, String> environment, Map<String, String> shorter) {
        spec.usageMessage().abbreviateSynopsis(true).sortOptions(false);
        spec.addOption(OptionSpec.builder(FILE)
                .paramLabel("FILE")
                .type(Path.class)
                .description("YAML file of settings")
                .build());
        for (Setting setting : Setting.ALL) {
            String[] names = Stream.of(shorter.get(setting.key()), setting.option())
                    .filter(Objects::nonNull)
                    .toArray(String[]::new);
            spec.addOption(OptionSpec.builder(names)
                    .paramLabel("VALUE")
                    .type(String.class)
                    .description(setting.what()
                            + (setting.fallback().isEmpty() ? "" : " (default " + setting.fallback() + ")"))
                    .hidden(!setting.common() && names.length == 1)
                    .build());
        }
        return new ConfigOptions(spec, environment);
    }

    /** The configuration by what was said on this command line. */
    Config read() {
        ParseResult parsed = spec.commandLine().getParseResult();
        Map<String, String> options = new HashMap<>();
        for (Setting setting : Setting.ALL) {
            String value = parsed.matchedOptionValue(setting.option(), (String) null);
            if (value != null) {
                options.put(setting.key(), value);
            }
        }
        Optional<Path> file = Optional.ofNullable(parsed.matchedOptionValue(FILE, (Path) null));
        return ConfigReader.read(file, environment, options);
    }
}
