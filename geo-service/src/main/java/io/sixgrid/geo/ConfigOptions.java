package io.sixgrid.geo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
        spec.addOption(OptionSpec.builder(FILE)
                .paramLabel("FILE")
                .type(Path.class)
                .description("YAML file of settings")
                .build());
        for (Setting setting : Setting.ALL) {
            spec.addOption(OptionSpec.builder(setting.option())
                    .paramLabel("VALUE")
                    .type(String.class)
                    .description(setting.what()
                            + (setting.fallback().isEmpty() ? "" : " (default " + setting.fallback() + ")"))
                    .hidden(!setting.common())
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
