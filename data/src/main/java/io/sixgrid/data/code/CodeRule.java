package io.sixgrid.data.code;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sixgrid.data.SixgridException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the codes of a level are made. It is data: a YAML file, ours or the operator's.
 *
 * @param name   how levels name it
 * @param source where it is written, as far as we know
 * @param note   what whoever relies on it must know
 * @param order  in which numbers are given to several grids at once
 * @param parts  from the left; their lengths add up to the code's
 */
public record CodeRule(
        String name,
        Title title,
        String source,
        String note,
        Order order,
        List<CodePart> parts,
        Counting create,
        Counting split,
        Counting merge) {
    public CodeRule {
        if (name == null || !name.matches("[a-z0-9][a-z0-9-]*")) {
            throw SixgridException.invalid(
                    "name", "a rule's name is not of small letters, digits and hyphens: " + name);
        }
        if (title == null || parts == null || parts.isEmpty() || create == null || split == null || merge == null) {
            throw SixgridException.invalid(
                    "parts", "rule " + name + " lacks title, parts, or what happens on create, split and merge");
        }
        parts = List.copyOf(parts);
        source = source == null ? "" : source;
        note = note == null ? "" : note;
        order = order == null ? Order.WEST_EAST_NORTH_SOUTH : order;
        for (Counting counting : List.of(create, split, merge)) {
            requireParts(name, parts, counting);
        }
    }

    /** What it is called. */
    public record Title(String zh, String en) {}

    /** In which order of place numbers are given. */
    public enum Order {
        /** Row by row, the northern row first, in a row from west to east: left to right, top to bottom. */
        @JsonProperty("west-east-north-south")
        WEST_EAST_NORTH_SOUTH
    }

    /** How many characters a code has. */
    public int length() {
        return parts.stream().mapToInt(CodePart::length).sum();
    }

    /**
     * What is wrong with a code, in a sentence; empty when nothing is.
     *
     * @param parentCode of the grid above; empty at level 1
     */
    public Optional<String> check(String code, Optional<String> parentCode) {
        if (code.length() != length()) {
            return Optional.of(
                    "code " + code + " has " + code.length() + " characters, and rule " + name + " wants " + length());
        }
        int parentPlace = 0;
        for (CodePart part : parts) {
            String text = text(code, part);
            Optional<String> wrong = check(part, text, parentText(part, parentPlace, parentCode));
            if (wrong.isPresent()) {
                return wrong.map(reason -> "part " + part.name() + " of code " + code + " is " + text + ", " + reason);
            }
            parentPlace += part.meaning() == CodePart.Meaning.PARENT ? part.length() : 0;
        }
        return Optional.empty();
    }

    private Optional<String> check(CodePart part, String text, Optional<String> parentText) {
        if (!part.characters().hold(text)) {
            return Optional.of("not " + part.characters().words());
        }
        return switch (part.meaning()) {
            case GIVEN -> Optional.empty();
            case FIXED -> part.value().filter(value -> !value.equals(text)).map(value -> "not " + value);
            case PARENT ->
                parentText
                        .filter(said -> !said.equals(text) && !countedElsewhere(part, text))
                        .map(said -> "and its parent's code says " + said);
            case NUMBER ->
                part.counts(text) || countedElsewhere(part, text)
                        ? Optional.empty()
                        : Optional.of("which is no number of this part");
        };
    }

    /** Whether a rule for creating, splitting or merging gives this part such a number. */
    private boolean countedElsewhere(CodePart part, String text) {
        return Stream.of(create, split, merge)
                .filter(counting -> counting.count().equals(part.name()))
                .flatMap(counting -> counting.numbers().stream())
                .anyMatch(numbers -> numbers.hold(text));
    }

    /** The characters of {@code part} in a code of this rule's length. */
    String text(String code, CodePart part) {
        int start = start(part);
        return code.substring(start, start + part.length());
    }

    /** Where {@code part} begins. */
    int start(CodePart part) {
        return parts.subList(0, parts.indexOf(part)).stream()
                .mapToInt(CodePart::length)
                .sum();
    }

    CodePart part(String wanted) {
        return parts.stream()
                .filter(part -> part.name().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    /** The parts of a code by name. */
    Map<String, String> taken(String code) {
        Map<String, String> texts = new HashMap<>();
        parts.forEach(part -> texts.put(part.name(), text(code, part)));
        return texts;
    }

    /** What the parent's code says of the parent parts, by name. */
    Map<String, String> saidBy(String parentCode) {
        Map<String, String> texts = new HashMap<>();
        int place = 0;
        for (CodePart part : parts) {
            parentText(part, place, Optional.of(parentCode)).ifPresent(text -> texts.put(part.name(), text));
            place += part.meaning() == CodePart.Meaning.PARENT ? part.length() : 0;
        }
        return texts;
    }

    private static Optional<String> parentText(CodePart part, int place, Optional<String> parentCode) {
        return parentCode
                .filter(code -> part.meaning() == CodePart.Meaning.PARENT && code.length() >= place + part.length())
                .map(code -> code.substring(place, place + part.length()))
                .filter(text -> !text.matches("0*"));
    }

    private static void requireParts(String rule, List<CodePart> parts, Counting counting) {
        Stream<String> named = Stream.concat(
                Stream.concat(Stream.of(counting.count()), counting.within().stream()),
                counting.set().keySet().stream());
        named.forEach(name -> {
            if (parts.stream().noneMatch(part -> part.name().equals(name))) {
                throw SixgridException.invalid("count", "rule " + rule + " has no part " + name);
            }
        });
        CodePart counted = parts.stream()
                .filter(part -> part.name().equals(counting.count()))
                .findFirst()
                .orElseThrow();
        if (counted.meaning() != CodePart.Meaning.NUMBER && counting.numbers().isEmpty()) {
            throw SixgridException.invalid(
                    "numbers", "rule " + rule + " counts in part " + counted.name() + ", which has no numbers");
        }
    }
}
