package io.sixgrid.data.code;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules there are: those that are built in, and files of a directory, which go before a built-in rule of their name. The
 * directory is read whenever somebody asks, so a new file needs no restart.
 */
public final class CodeRules {
    private static final List<String> BUILT_IN = List.of(
            "statistical-town",
            "statistical-village",
            "unit-grid-15",
            "cjt349-20",
            "city-precinct",
            "city-grid",
            "city-compound",
            "city-building",
            "city-unit",
            "city-dashed");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .addModule(new Jdk8Module())
            .build();

    private final Optional<Path> directory;

    /** @param directory of files {@code *.yaml}; empty, or not there, means the built-in rules only */
    public CodeRules(Optional<Path> directory) {
        this.directory = directory;
    }

    /**
     * What was read.
     *
     * @param problems files that are no rules, each in a sentence that names the file
     */
    public record Catalog(List<CodeRule> rules, List<String> problems) {
        public Catalog {
            rules = List.copyOf(rules);
            problems = List.copyOf(problems);
        }
    }

    /** All rules by name; a file that is none is a problem of its own and hides nothing else. */
    public Catalog read() {
        Map<String, CodeRule> rules = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        BUILT_IN.forEach(name -> rules.put(name, builtIn(name)));
        for (Path file : files(problems)) {
            try {
                CodeRule rule = parse(Files.readAllBytes(file));
                rules.put(rule.name(), rule);
            } catch (IOException | SixgridException e) {
                problems.add(file.getFileName() + ": " + e.getMessage());
            }
        }
        return new Catalog(List.copyOf(rules.values()), problems);
    }

    /** The rule of that name; INVALID, naming the ones there are, when there is none. */
    public CodeRule required(String name) {
        Catalog catalog = read();
        Collection<CodeRule> rules = catalog.rules();
        return rules.stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> SixgridException.invalid(
                        "rule",
                        "no code rule is called " + name + "; there are "
                                + String.join(
                                        ", ", rules.stream().map(CodeRule::name).toList())
                                + (catalog.problems().isEmpty() ? "" : "; not taken: " + catalog.problems())));
    }

    /** Reads one rule's YAML; INVALID with line and reason when it is none. */
    public static CodeRule parse(byte[] yaml) {
        try {
            CodeRule rule = YAML.readValue(yaml, CodeRule.class);
            if (rule == null) {
                throw SixgridException.invalid("codes", "the file is empty");
            }
            return rule;
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw SixgridException.invalid("codes", line + reason(e));
        } catch (IOException e) {
            throw SixgridException.invalid("codes", "not YAML in UTF-8: " + e.getMessage());
        }
    }

    /** Our own words where they are the cause, else the parser's first line. */
    private static String reason(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SixgridException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    }

    private List<Path> files(List<String> problems) {
        if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
            return List.of();
        }
        try (Stream<Path> listed = Files.list(directory.get())) {
            return listed.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add("the directory of code rules cannot be read");
            return List.of();
        }
    }

    private static CodeRule builtIn(String name) {
        String file = "rules/" + name + ".yaml";
        try (InputStream yaml = CodeRules.class.getResourceAsStream(file)) {
            if (yaml == null) {
                throw new IllegalStateException("the built-in rule " + file + " is missing");
            }
            return parse(yaml.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the built-in rule " + file + " cannot be read", e);
        }
    }
}
