package io.sixgrid.data.edition;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Grid.Facts;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Scheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Joins the rows of a file with the published grids of the levels that the file does not speak of, and gives every grid its
 * parent. Used by one thread.
 */
final class Assembly {
    private final Scheme scheme;
    private final Map<String, Row> rows;
    private final Map<String, Grid> published;
    private final Set<Integer> spoken;
    private final FieldMapping mapping;
    private final Map<String, String> exclaves;
    private final List<RowProblem> problems = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param rows     with shapes on the lattice
     * @param exclaves why grids may lie in several parts, those that stay as published included; rows know it already
     */
    Assembly(
            Scheme scheme,
            Optional<Plan> published,
            List<Row> rows,
            FieldMapping mapping,
            Map<String, String> exclaves) {
        this.scheme = scheme;
        this.rows = rows.stream().collect(toMapInOrder(Row::code));
        this.published =
                published.stream().flatMap(plan -> plan.grids().stream()).collect(toMapInOrder(Grid::code));
        this.spoken = rows.stream().map(Row::level).collect(Collectors.toCollection(TreeSet::new));
        this.mapping = mapping;
        this.exclaves = exclaves;
    }

    /** The levels that the file speaks of. */
    Set<Integer> spoken() {
        return spoken;
    }

    List<RowProblem> problems() {
        return problems;
    }

    List<Finding> findings() {
        return findings;
    }

    /**
     * All grids of the edition, with parents.
     *
     * @param rule    how rows say their parents
     * @param partial whether grids of the file's levels that are not in it stay
     */
    List<Grid> grids(ParentRule rule, boolean partial) {
        List<Grid> kept = published.values().stream()
                .filter(grid -> (partial || !spoken.contains(grid.level())) && !rows.containsKey(grid.code()))
                .map(this::declared)
                .toList();
        Map<String, Grid> all = new LinkedHashMap<>();
        kept.forEach(grid -> all.put(grid.code(), grid));
        parents(rule, kept).forEach((code, parent) -> {
            Row row = Objects.requireNonNull(rows.get(code), code);
            all.put(code, grid(row, parent));
        });
        exclaves.keySet().stream().filter(code -> !all.containsKey(code)).forEach(code -> {
            throw SixgridException.invalid("exclave", "no grid has the code " + code);
        });
        rehang(kept, all);
        refuseChildless(kept, all);
        return List.copyOf(all.values());
    }

    private Grid declared(Grid grid) {
        String reason = exclaves.get(grid.code());
        return reason == null ? grid : withFacts(grid, grid.facts().withExclave(reason));
    }

    /** The parent of each row; rows that have none where one is needed are told and left out. */
    private Map<String, Optional<String>> parents(ParentRule rule, List<Grid> kept) {
        Map<String, Integer> wider = new HashMap<>();
        kept.forEach(grid -> wider.put(grid.code(), grid.level()));
        rows.values().forEach(row -> wider.put(row.code(), row.level()));
        Map<String, String> holders = rule == ParentRule.PLACE ? byPlace(rows.values().stream(), kept) : Map.of();
        Map<String, Optional<String>> parents = new LinkedHashMap<>();
        List<Row> orphans = new ArrayList<>();
        for (Row row : rows.values()) {
            Optional<String> parent = row.level() == 1
                    ? Optional.empty()
                    : switch (row.shape().isEmpty() ? ParentRule.ATTRIBUTE : rule) {
                        case ATTRIBUTE -> row.parent().filter(wider::containsKey);
                        case PREFIX -> prefix(row, wider);
                        case PLACE -> Optional.ofNullable(holders.get(row.code()));
                    };
            if (row.level() > 1 && parent.isEmpty()) {
                problems.add(orphan(row, rule));
                orphans.add(row);
            } else {
                parents.put(row.code(), parent);
            }
        }
        // A stand-in, so that the land of what has no parent does not look like a gap besides.
        byPlace(orphans.stream(), kept).forEach((code, parent) -> parents.put(code, Optional.of(parent)));
        return parents;
    }

    private Map<String, String> byPlace(Stream<Row> narrow, List<Grid> kept) {
        List<Grid> wide = new ArrayList<>(kept);
        rows.values().forEach(row -> wide.add(bare(row)));
        return Belonging.byPlace(
                narrow.filter(row -> row.level() > 1).map(Assembly::bare).toList(), wide);
    }

    private static Optional<String> prefix(Row row, Map<String, Integer> wider) {
        for (int length = row.code().length() - 1; length > 0; length--) {
            String begin = row.code().substring(0, length);
            Integer level = wider.get(begin);
            if (level != null && level < row.level()) {
                return Optional.of(begin);
            }
        }
        return Optional.empty();
    }

    private RowProblem orphan(Row row, ParentRule rule) {
        String said = row.parent().orElse("");
        String problem = switch (rule) {
            case ATTRIBUTE ->
                said.isEmpty()
                        ? "the parent of " + row.code() + " is missing" + emptyColumn(row)
                        : "no grid with code " + said + " is there to be the parent of " + row.code();
            case PREFIX -> "no wider grid's code is the beginning of " + row.code();
            case PLACE -> "no wider grid holds most of " + row.code();
        };
        return new RowProblem(row.feature(), "parent", said, problem);
    }

    private String emptyColumn(Row row) {
        Optional<String> field = mapping.says("parent")
                ? Optional.of("parent")
                : mapping.wider().stream()
                        .filter(level -> level < row.level())
                        .reduce((one, nearer) -> nearer)
                        .map(level -> level + ".code");
        return field.map(name -> ": its column " + mapping.columns().get(name) + " is empty")
                .orElse("");
    }

    /** What stays as published follows the land where its parent is gone or was drawn anew. */
    private void rehang(List<Grid> kept, Map<String, Grid> all) {
        List<Grid> loose = kept.stream()
                .filter(grid -> grid.parent() != null)
                .filter(grid -> {
                    Grid parent = all.get(grid.parent());
                    return parent == null || (!tiling(grid) && spoken.contains(parent.level()));
                })
                .toList();
        Set<String> divided = new HashSet<>();
        all.values().stream().filter(this::tiling).forEach(grid -> divided.add(String.valueOf(grid.parent())));
        List<Grid> holders = all.values().stream()
                .filter(grid -> !divided.contains(grid.code()))
                .toList();
        List<Grid> contained = loose.stream().filter(grid -> !tiling(grid)).toList();
        List<Grid> dividing = loose.stream().filter(this::tiling).toList();
        Map<String, String> found = new HashMap<>(Belonging.byPlace(contained, holders));
        found.putAll(Belonging.byPlace(dividing, List.copyOf(all.values())));
        for (Grid grid : loose) {
            String parent = found.get(grid.code());
            if (parent != null) {
                all.put(grid.code(), withParent(grid, parent));
            }
        }
    }

    /** A wider grid that stays, and whose land the edition gives to others altogether. */
    private void refuseChildless(List<Grid> kept, Map<String, Grid> all) {
        Set<String> divided = parentsOfTiling(all.values().stream());
        Set<String> before = parentsOfTiling(published.values().stream());
        for (Grid grid : kept) {
            if (tiling(grid) && before.contains(grid.code()) && !divided.contains(grid.code())) {
                findings.add(new Finding(
                        Finding.Kind.HIERARCHY,
                        List.of(grid.code()),
                        "grid " + grid.code() + " of level " + grid.level() + " stays as published, and no grid of the"
                                + " file is below it; to retire it the file must speak of level " + grid.level()
                                + " too, for example by " + grid.level() + ".code",
                        grid.shape()));
                all.remove(grid.code());
            }
        }
    }

    private Set<String> parentsOfTiling(Stream<Grid> grids) {
        return grids.filter(this::tiling)
                .map(grid -> String.valueOf(grid.parent()))
                .collect(Collectors.toSet());
    }

    private boolean tiling(Grid grid) {
        return scheme.level(grid.level()).tiling();
    }

    private Grid grid(Row row, Optional<String> parent) {
        Optional<Grid> before =
                Optional.ofNullable(published.get(row.code())).filter(grid -> grid.level() == row.level());
        String name = row.name().or(() -> before.map(Grid::name)).orElse(row.code());
        String shortName = row.shortName()
                .or(() -> before.filter(grid -> grid.name().equals(name)).map(Grid::shortName))
                .orElse(name);
        Facts facts = before.map(grid -> told(row, grid.facts())).orElse(row.facts());
        return new Grid(row.level(), row.code(), name, shortName, parent.orElse(null), facts, row.shape());
    }

    /** What the file has no column for stays as it was. */
    Facts told(Row row, Facts before) {
        boolean named = row.shape().isEmpty();
        Map<String, String> more = new LinkedHashMap<>(before.more());
        more.keySet().removeIf(mapping.others()::contains);
        more.putAll(row.facts().more());
        return new Facts(
                !named && mapping.says("people") ? row.facts().people() : before.people(),
                !named && mapping.says("households") ? row.facts().households() : before.households(),
                !named && mapping.says("area-class") ? row.facts().areaClass() : before.areaClass(),
                named ? before.more() : more,
                row.facts().exclave() != null || mapping.says(named ? row.level() + ".exclave" : "exclave")
                        ? row.facts().exclave()
                        : before.exclave());
    }

    /** The row of that code. */
    Optional<Row> row(String code) {
        return Optional.ofNullable(rows.get(code));
    }

    private static Grid bare(Row row) {
        String parent = row.level() == 1 ? null : row.parent().orElse("?");
        return new Grid(row.level(), row.code(), row.code(), row.code(), parent, Facts.NONE, row.shape());
    }

    private static Grid withFacts(Grid grid, Facts facts) {
        return new Grid(grid.level(), grid.code(), grid.name(), grid.shortName(), grid.parent(), facts, grid.shape());
    }

    private static Grid withParent(Grid grid, String parent) {
        return new Grid(grid.level(), grid.code(), grid.name(), grid.shortName(), parent, grid.facts(), grid.shape());
    }

    private static <T> java.util.stream.Collector<T, ?, Map<String, T>> toMapInOrder(Function<T, String> code) {
        return Collectors.toMap(
                code,
                Function.identity(),
                (one, other) -> {
                    throw SixgridException.invalid("code", "two grids have the code " + code.apply(one));
                },
                LinkedHashMap::new);
    }
}
