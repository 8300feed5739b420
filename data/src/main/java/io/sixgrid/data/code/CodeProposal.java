package io.sixgrid.data.code;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Geometry;

/**
 * Proposes codes by a rule. It reserves nothing: a code is issued by being published.
 *
 * @param issued the codes that begin so, ever given or promised to somebody, retired ones included
 */
public record CodeProposal(CodeRule rule, Function<String, Set<String>> issued) {
    /**
     * For the pieces of one grid.
     *
     * @return in the order of {@code shapes}; the old code itself for the piece that keeps it, where the rule lets one keep it
     */
    public List<String> split(String code, List<Geometry> shapes) {
        requireShapes(shapes);
        Map<String, String> parts = parts(code);
        Counting counting = rule.split();
        Optional<Integer> keeper =
                counting.keep() == Counting.Keep.LARGEST ? Optional.of(largest(shapes)) : Optional.empty();
        List<Geometry> fresh = new ArrayList<>(shapes);
        keeper.ifPresent(piece -> fresh.remove(piece.intValue()));
        List<String> codes =
                new ArrayList<>(placed(count(counting, parts, kind(counting.count(), parts), fresh.size()), fresh));
        keeper.ifPresent(piece -> codes.add(piece, code));
        return codes;
    }

    /**
     * For what becomes of several grids.
     *
     * @param codes  two or more
     * @param parent the code of the grid above the new one; empty where the old ones agree on it
     */
    public String merge(List<String> codes, Optional<String> parent) {
        if (codes.size() < 2 || new HashSet<>(codes).size() < codes.size()) {
            throw SixgridException.invalid("merge", "a merger has two or more codes, each once: " + codes);
        }
        List<Map<String, String>> old = codes.stream().map(this::parts).toList();
        Counting counting = rule.merge();
        if (counting.within().isPresent() && agree(old, counting.count())) {
            counting = new Counting(
                    counting.within().get(), Optional.empty(), Map.of(), Optional.empty(), counting.keep());
        }
        Map<String, String> parts = new HashMap<>(old.get(0));
        parent.ifPresent(above -> parts.putAll(rule.saidBy(above)));
        for (CodePart part : rule.parts()) {
            if (part.name().equals(counting.count())) {
                break;
            }
            if (!agree(old, part.name()) && (parent.isEmpty() || part.meaning() != CodePart.Meaning.PARENT)) {
                throw SixgridException.invalid(
                        "merge",
                        "the codes " + codes + " differ in part " + part.name() + " of rule " + rule.name()
                                + "; say which grid the new one is under");
            }
        }
        String counted = counting.count();
        Optional<String> kind =
                agree(old, counted) || sameKind(old, counted) ? kind(counted, old.get(0)) : Optional.empty();
        return count(counting, parts, kind, 1).get(0);
    }

    /**
     * For new grids.
     *
     * @param parent the code of the grid above; empty at level 1
     * @param given  what parts are that the parent's code does not say, by name
     * @param kind   which block numbers are from, where the rule has blocks
     * @return in the order of {@code shapes}
     */
    public List<String> create(
            Optional<String> parent, Map<String, String> given, Optional<String> kind, List<Geometry> shapes) {
        requireShapes(shapes);
        Map<String, String> parts = new HashMap<>(given);
        parent.ifPresent(above -> parts.putAll(rule.saidBy(above)));
        for (CodePart part : rule.parts()) {
            part.value().ifPresent(value -> parts.put(part.name(), value));
            boolean counted = part.name().equals(rule.create().count());
            if (!counted && !parts.containsKey(part.name())) {
                String text = part.whole()
                        .orElseThrow(() -> SixgridException.invalid(
                                "given",
                                "part " + part.name() + " of rule " + rule.name()
                                        + " does not follow from the parent; give it"));
                parts.put(part.name(), text);
            }
            String said = parts.getOrDefault(part.name(), "");
            if (!counted && said.length() != part.length()) {
                throw SixgridException.invalid(
                        "given", "part " + part.name() + " has not " + part.length() + " characters: " + said);
            }
        }
        return placed(count(rule.create(), parts, kind, shapes.size()), shapes);
    }

    private List<String> count(Counting counting, Map<String, String> parts, Optional<String> kind, int wanted) {
        CodePart counted = rule.part(counting.count());
        Map<String, String> texts = new HashMap<>(parts);
        texts.putAll(counting.set());
        String before = join(texts, 0, rule.parts().indexOf(counted));
        String after =
                join(texts, rule.parts().indexOf(counted) + 1, rule.parts().size());
        CodeNumbers numbers = counting.numbers().orElseGet(() -> counted.numbers(kind));
        Set<String> used = used(before, counted);
        List<String> fresh = free(numbers, counted, used, wanted);
        if (fresh.size() < wanted) {
            throw SixgridException.conflict("part " + counted.name() + " of rule " + rule.name() + " is full after "
                    + before + ": of the numbers " + numbers + " " + fresh.size() + " were never issued, and "
                    + wanted + " are wanted");
        }
        return fresh.stream().map(number -> before + number + after).toList();
    }

    /** The first code to the first shape in reading order, and so on; in the order of {@code shapes}. */
    private static List<String> placed(List<String> counted, List<Geometry> shapes) {
        String[] codes = new String[shapes.size()];
        List<Integer> order = ReadingOrder.of(shapes);
        for (int i = 0; i < codes.length; i++) {
            codes[order.get(i)] = counted.get(i);
        }
        return List.of(codes);
    }

    /** What stands in the counted part of all codes that begin with {@code before}. */
    private Set<String> used(String before, CodePart counted) {
        Set<String> used = new HashSet<>();
        for (String code : issued.apply(before)) {
            if (code.length() == rule.length()) {
                used.add(rule.text(code, counted));
            }
        }
        return used;
    }

    private static List<String> free(CodeNumbers numbers, CodePart counted, Set<String> used, int wanted) {
        int highest = used.stream()
                .filter(numbers::hold)
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(numbers.first() - 1);
        List<String> free = new ArrayList<>();
        PrimitiveIterator.OfInt candidates = numbers.after(highest).iterator();
        while (candidates.hasNext() && free.size() < wanted) {
            String digits = Integer.toString(candidates.nextInt());
            String text = "0".repeat(counted.length() - digits.length()) + digits;
            if (!used.contains(text)) {
                free.add(text);
            }
        }
        return free;
    }

    private String join(Map<String, String> texts, int from, int to) {
        StringBuilder joined = new StringBuilder();
        rule.parts().subList(from, to).forEach(part -> joined.append(texts.get(part.name())));
        return joined.toString();
    }

    private Map<String, String> parts(String code) {
        rule.check(code, Optional.empty()).ifPresent(wrong -> {
            throw SixgridException.invalid("code", wrong);
        });
        return rule.taken(code);
    }

    private Optional<String> kind(String part, Map<String, String> texts) {
        return rule.part(part).kind(String.valueOf(texts.get(part)));
    }

    private boolean sameKind(List<Map<String, String>> old, String part) {
        return old.stream().map(texts -> kind(part, texts)).distinct().count() == 1;
    }

    private static boolean agree(List<Map<String, String>> old, String part) {
        return old.stream().map(texts -> texts.get(part)).distinct().count() == 1;
    }

    private static int largest(List<Geometry> shapes) {
        int largest = 0;
        for (int i = 1; i < shapes.size(); i++) {
            if (shapes.get(i).getArea() > shapes.get(largest).getArea()) {
                largest = i;
            }
        }
        return largest;
    }

    private static void requireShapes(List<Geometry> shapes) {
        Predicate<Geometry> land = shape -> !shape.isEmpty() && shape.getArea() > 0;
        if (shapes.isEmpty() || !shapes.stream().allMatch(land)) {
            throw SixgridException.invalid("shapes", "shapes are missing, or one of them has no land");
        }
    }
}
