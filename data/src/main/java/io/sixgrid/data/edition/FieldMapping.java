package io.sixgrid.data.edition;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.file.Feature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which column of a file says what of a grid. What nobody said is taken from columns of well-known names only; a name that
 * fits two columns is refused, not chosen. All other columns become attributes.
 */
public final class FieldMapping {
    /** What a column can say of the grid itself. */
    public static final List<String> FIELDS =
            List.of("code", "name", "short-name", "parent", "level", "people", "households", "area-class", "exclave");

    /** Of a wider grid that a row lies in: {@code 1.code}, {@code 1.name}, {@code 1.exclave}. */
    private static final Pattern WIDER = Pattern.compile("([1-9])\\.(code|name|exclave)");

    private static final Map<String, List<String>> KNOWN = Map.of(
            "code", List.of("code", "编码", "网格编码", "单元网格编码", "代码", "网格代码", "区划代码", "gridcode"),
            "name", List.of("name", "名称", "网格名称", "单元网格名称"),
            "short-name", List.of("shortname", "简称"),
            "parent", List.of("parent", "parentcode", "上级编码", "上级代码", "上级网格编码", "父级编码"),
            "level", List.of("level", "级别", "层级", "网格级别"),
            "people", List.of("people", "负责人", "责任人", "网格长", "网格员"),
            "households", List.of("households", "户数", "总户数", "住户数"),
            "area-class", List.of("areaclass", "区域类别", "区域类型"),
            "exclave", List.of("exclave", "飞地"));

    /** No attributes: the times that our own export adds, and the row numbers of GeoPackages, which are others each time. */
    private static final Set<String> PASSING = Set.of("valid_from", "valid_to", "fid", "ogc_fid");

    private final Map<String, String> columns;
    private final Set<String> guessed;
    private final List<String> others;

    private FieldMapping(Map<String, String> columns, Set<String> guessed, List<String> others) {
        this.columns = columns;
        this.guessed = guessed;
        this.others = others;
    }

    /**
     * The mapping of a file that has the columns {@code fields}.
     *
     * @param said column by field; an empty column means that no column says it
     * @throws SixgridException (INVALID) that lists the columns where one is not there
     */
    public static FieldMapping of(List<String> fields, Map<String, String> said) {
        Map<String, String> columns = new LinkedHashMap<>();
        new TreeMap<>(said).forEach((field, column) -> {
            requireField(field);
            if (!column.isEmpty() && !fields.contains(column)) {
                throw SixgridException.invalid(
                        "field",
                        "there is no column " + column + " for " + field + "; the columns are "
                                + String.join(", ", fields));
            }
            if (!column.isEmpty()) {
                columns.put(field, column);
            }
        });
        Set<String> guessed = new TreeSet<>();
        for (String field : FIELDS) {
            if (!said.containsKey(field)) {
                guess(field, fields, columns).ifPresent(column -> {
                    columns.put(field, column);
                    guessed.add(field);
                });
            }
        }
        if (!columns.containsKey("code")) {
            throw SixgridException.invalid(
                    "field",
                    "no column is known to hold the codes of the grids; name it with field code; the columns are "
                            + String.join(", ", fields));
        }
        List<String> others = new ArrayList<>(fields);
        others.removeAll(columns.values());
        others.removeAll(PASSING);
        return new FieldMapping(columns, guessed, List.copyOf(others));
    }

    /** Column by field, those that were guessed included. */
    public Map<String, String> columns() {
        return Collections.unmodifiableMap(columns);
    }

    /** The fields whose columns nobody named. */
    public Set<String> guessed() {
        return Collections.unmodifiableSet(guessed);
    }

    /** The columns that become attributes. */
    public List<String> others() {
        return others;
    }

    /** Whether some column says it. */
    public boolean says(String field) {
        return columns.containsKey(field);
    }

    /** The levels of wider grids that rows name, widest first. */
    public List<Integer> wider() {
        Set<Integer> levels = new TreeSet<>();
        for (String field : columns.keySet()) {
            Matcher wider = WIDER.matcher(field);
            if (wider.matches() && wider.group(2).equals("code")) {
                levels.add(Integer.valueOf(wider.group(1)));
            }
        }
        return List.copyOf(levels);
    }

    /** What {@code feature} says in that field, without spaces around; empty where it says nothing. */
    public Optional<String> value(Feature feature, String field) {
        return Optional.ofNullable(columns.get(field))
                .flatMap(column -> Optional.ofNullable(feature.attributes().get(column)))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static void requireField(String field) {
        if (!FIELDS.contains(field) && !WIDER.matcher(field).matches()) {
            throw SixgridException.invalid(
                    "field",
                    "a column cannot be taken as " + field + "; fields are " + String.join(", ", FIELDS)
                            + ", and of wider grids 1.code, 1.name, 1.exclave and so on");
        }
    }

    private static Optional<String> guess(String field, List<String> fields, Map<String, String> taken) {
        List<String> fitting = fields.stream()
                .filter(column -> !taken.containsValue(column))
                .filter(column -> KNOWN.getOrDefault(field, List.of()).contains(plain(column)))
                .toList();
        if (fitting.size() > 1) {
            throw SixgridException.invalid(
                    "field", "several columns could be " + field + ": " + String.join(", ", fitting) + "; name one");
        }
        return fitting.stream().findFirst();
    }

    /** Case, spaces, hyphens and underscores do not matter. */
    private static String plain(String column) {
        return column.strip().replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
