package io.sixgrid.data.grid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Names holders by their numbers, for codes and sentences.
 *
 * @param outline what the outline is called in a sentence, e.g. "the outline"
 */
record Naming(List<Holder> holders, String outline) {
    private static final int LISTED = 5;

    /** Codes in order; the outline and unassigned land have none. */
    List<String> codes(Collection<Integer> numbers) {
        TreeSet<String> codes = new TreeSet<>();
        numbers.stream().map(this::code).flatMap(Optional::stream).forEach(codes::add);
        return List.copyOf(codes);
    }

    /** For a sentence: the first codes, how many more there are, unassigned land and the outline. */
    String list(Collection<Integer> numbers) {
        List<String> codes = codes(numbers);
        List<String> names = new ArrayList<>(codes.subList(0, Math.min(codes.size(), LISTED)));
        if (!names.isEmpty()) {
            names.set(0, (codes.size() == 1 ? "grid " : "grids ") + names.get(0));
        }
        if (codes.size() > LISTED) {
            names.add((codes.size() - LISTED) + " more");
        }
        if (numbers.stream().anyMatch(n -> n != TilingProof.OUTLINE && code(n).isEmpty())) {
            names.add("unassigned land");
        }
        if (numbers.contains(TilingProof.OUTLINE)) {
            names.add(outline);
        }
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }

    private Optional<String> code(int number) {
        return number == TilingProof.OUTLINE
                ? Optional.empty()
                : holders.get(number).code();
    }
}
