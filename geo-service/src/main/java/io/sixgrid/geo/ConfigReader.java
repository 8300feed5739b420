package io.sixgrid.geo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the configuration once: defaults, the YAML file, {@code SIXGRID_*} variables, options, each over the one before.
 * A wrong value or an unknown name stops the start and says where it came from.
 */
final class ConfigReader {
    private static final String PREFIX = "SIXGRID_";

    /** Says which file to read; not a setting itself. */
    private static final String FILE_VARIABLE = "SIXGRID_CONFIG";

    private static final Map<String, Setting> BY_KEY =
            Setting.ALL.stream().collect(Collectors.toMap(Setting::key, s -> s));
    private static final Map<String, Setting> BY_VARIABLE =
            Setting.ALL.stream().collect(Collectors.toMap(Setting::variable, s -> s));
    private static final ObjectMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final Map<String, Given> given = new HashMap<>();

    /**
     * A value and where it came from, for people.
     *
     * @param text never shown where the setting is a secret
     */
    private record Given(String text, String origin) {}

    private ConfigReader() {}

    /**
     * @param file        what {@code --config} names
     * @param environment all of it; what does not begin with {@code SIXGRID_} is not looked at
     * @param options     values of options, by setting key
     */
    static Config read(Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
        ConfigReader reader = new ConfigReader();
        Setting.ALL.forEach(s -> reader.given.put(s.key(), new Given(s.fallback(), "default")));
        file.or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of))
                .ifPresent(reader::readFile);
        reader.readEnvironment(environment);
        options.forEach((key, value) -> reader.given.put(key, new Given(value, "option --" + key.replace('.', '-'))));
        try {
            return new ConfigValues(key -> reader.value(key).text()).config();
        } catch (SixgridException e) {
            // The values know what is wrong; only here is known where each came from.
            throw e.field()
                    .map(reader.given::get)
                    .map(value ->
                            SixgridException.invalid(e.field().get(), e.getMessage() + " (" + value.origin() + ")"))
                    .orElse(e);
        }
    }

    private Given value(String key) {
        Given value = given.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no setting is called " + key);
        }
        return value;
    }

    private void readFile(Path file) {
        JsonNode root;
        try {
            root = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw SixgridException.invalid("configuration file " + file + " is not YAML at line "
                    + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw SixgridException.invalid("cannot read the configuration file " + file + ": " + e);
        }
        if (!root.isMissingNode() && !root.isNull()) {
            readObject(file, "", root);
        }
    }

    private void readObject(Path file, String prefix, JsonNode object) {
        if (!object.isObject()) {
            throw SixgridException.invalid("configuration file " + file + ": " + (prefix.isEmpty() ? "the top" : prefix)
                    + " is not a mapping of names to values");
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String key = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
            JsonNode value = entry.getValue();
            if (BY_KEY.containsKey(key)) {
                String text = value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
                given.put(key, new Given(text, "file " + file + ", key " + key));
            } else if (value.isObject() && isGroup(key)) {
                readObject(file, key, value);
            } else {
                throw SixgridException.invalid(
                        key, "unknown name " + key + " in the configuration file " + file + hint(key, Setting::key));
            }
        }
    }

    private void readEnvironment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(FILE_VARIABLE)) {
                Setting setting = BY_VARIABLE.get(name);
                if (setting == null) {
                    throw SixgridException.invalid(
                            name, "unknown environment variable " + name + hint(name, Setting::variable));
                }
                given.put(setting.key(), new Given(value, "environment variable " + name));
            }
        });
    }

    private static boolean isGroup(String key) {
        return BY_KEY.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
    }

    private static String hint(String wrong, Function<Setting, String> name) {
        int dot = Math.max(wrong.lastIndexOf('.'), wrong.lastIndexOf('_'));
        String group = dot < 0 ? "" : wrong.substring(0, dot + 1);
        List<String> near =
                Setting.ALL.stream().map(name).filter(n -> n.startsWith(group)).toList();
        return near.isEmpty() ? "" : "; known are " + String.join(", ", near);
    }
}
