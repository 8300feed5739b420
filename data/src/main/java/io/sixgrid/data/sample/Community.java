package io.sixgrid.data.sample;

import io.sixgrid.data.place.LonLat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the 57 real communities and villages, from {@code communities.csv}.
 *
 * @param code     12 digits of the statistical code
 * @param name     official, e.g. 凌海社区居委会
 * @param street   the nine digits of its street
 * @param anchor   where its name suggests it lies, from {@code anchors.csv}: a guess for the sample, not a survey; null
 *                 where the name suggests nothing
 */
record Community(
        String code, String name, String street, @Nullable LonLat anchor) {
    static List<Community> readAll() {
        List<String[]> anchors = rows("anchors.csv");
        return rows("communities.csv").stream()
                .map(row -> new Community(row[0], row[1], row[2], anchor(anchors, row[0])))
                .toList();
    }

    private static @Nullable LonLat anchor(List<String[]> anchors, String code) {
        return anchors.stream()
                .filter(row -> row[0].equals(code))
                .map(row -> LonLat.parse(row[1], row[2]))
                .findFirst()
                .orElse(null);
    }

    /** The cells of each line but the first, which names the columns. No cell holds a comma. */
    private static List<String[]> rows(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Community.class.getResourceAsStream(file), file), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name without the office: 凌海社区, 龙王塘村. */
    String shortName() {
        return name.replace("居委会", "").replace("村委会", "村");
    }

    boolean isVillage() {
        return name.endsWith("村委会");
    }

    /** The name without what kind of place it is: 凌海, 龙王塘. */
    String stem() {
        String place = shortName();
        return place.replaceAll("(中心)?(社区|村)$", "");
    }
}
