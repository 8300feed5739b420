package io.sixgrid.geo.edition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A new scheme as it is said in a line, or in a YAML or JSON file. */
final class SchemeWords {
    private static final ObjectMapper YAML =
            YAMLMapper.builder().addModule(new Jdk8Module()).build();
    private static final String CONTAINED = "contained";
    private static final String CODE = "[a-z][a-z0-9-]*";

    private SchemeWords() {}

    /** A scheme as the file writes it. */
    private record Written(
            Optional<String> nameZh,
            Optional<String> nameEn,
            Optional<String> noteZh,
            Optional<String> noteEn,
            List<WrittenLevel> levels) {}

    /** @param tiling true when it is not said */
    private record WrittenLevel(String code, String nameZh, String nameEn, Optional<Boolean> tiling) {}

    /**
     * Reads {@code district:区:District,beat:警区:Beat,post:岗:Post:contained}, level 1 first, or the file of that name.
     *
     * @param name  {@code ZH:EN} of the scheme; its code where nobody says it
     * @param files whether a file may be named
     */
    static Scheme scheme(String code, Optional<String> name, String levels, boolean files) {
        if (!code.matches(CODE)) {
            throw SixgridException.invalid(
                    "scheme", "a scheme's code is a word of small letters, digits and hyphens, not " + code);
        }
        Written written = levels.contains(":") && !levels.contains("/") ? inline(levels) : file(levels, files);
        String[] names = name.map(text -> text.split("[:：]", 2)).orElse(new String[] {});
        String zh = names.length > 0 ? names[0].strip() : written.nameZh().orElse(code);
        String en = names.length > 1
                ? names[1].strip()
                : names.length > 0 ? zh : written.nameEn().orElse(zh);
        List<Level> numbered = new ArrayList<>();
        for (WrittenLevel level : written.levels()) {
            if (!level.code().matches(CODE)) {
                throw wrong("a level's code is a word of small letters, digits and hyphens, not " + level.code());
            }
            numbered.add(new Level(
                    numbered.size() + 1,
                    level.code(),
                    level.nameZh(),
                    level.nameEn(),
                    level.tiling().orElse(true)));
        }
        return new Scheme(
                code, zh, en, written.noteZh().orElse(""), written.noteEn().orElse(""), numbered);
    }

    private static Written inline(String levels) {
        List<WrittenLevel> read = new ArrayList<>();
        for (String level : levels.split("[,，]", -1)) {
            String[] parts = level.strip().split("[:：]", -1);
            boolean contained = parts.length == 4 && parts[3].equals(CONTAINED);
            if (parts.length != 3 && !contained) {
                throw wrong("a level is CODE:ZH:EN, or CODE:ZH:EN:contained, not " + level.strip());
            }
            read.add(new WrittenLevel(parts[0].strip(), parts[1].strip(), parts[2].strip(), Optional.of(!contained)));
        }
        return new Written(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), read);
    }

    private static Written file(String name, boolean files) {
        if (!files) {
            throw wrong("levels are CODE:ZH:EN, separated by commas, not " + name);
        }
        try {
            return YAML.readValue(Files.readString(Path.of(name)), Written.class);
        } catch (JsonProcessingException e) {
            throw wrong("the file " + name + " does not say levels: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw wrong("cannot read the file " + name);
        }
    }

    private static SixgridException wrong(String sentence) {
        return SixgridException.invalid("levels", sentence);
    }
}
