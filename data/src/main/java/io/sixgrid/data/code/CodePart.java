package io.sixgrid.data.code;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sixgrid.data.SixgridException;
import java.util.List;
import java.util.Optional;

/**
 * A run of characters in a code, and what it means.
 *
 * @param name    a word for programs, e.g. {@code sequence}
 * @param length  how many characters
 * @param meaning where they come from
 * @param value   what they are always, of a fixed part
 * @param numbers those that a running number takes
 * @param blocks  of numbers for kinds of grids; empty when every kind takes all of {@code numbers}
 * @param whole   what stands here instead of a number while nothing is numbered, e.g. {@code 00} of what was not divided
 */
public record CodePart(
        String name,
        int length,
        Characters characters,
        @JsonProperty("is") Meaning meaning,
        Optional<String> value,
        Optional<CodeNumbers> numbers,
        List<CodeBlock> blocks,
        Optional<String> whole) {
    @SuppressWarnings("OptionalAssignedToNull") // What a file leaves out, Jackson leaves null.
    public CodePart {
        blocks = blocks == null ? List.of() : List.copyOf(blocks);
        characters = characters == null ? Characters.DIGITS : characters;
        if (name == null || name.isBlank() || length < 1 || meaning == null) {
            throw SixgridException.invalid("parts", "a part needs a name, a length and what it is");
        }
        if (meaning == Meaning.FIXED
                && value.filter(text -> text.length() == length).isEmpty()) {
            throw SixgridException.invalid("value", "the fixed part " + name + " has no value of its length " + length);
        }
        if (meaning == Meaning.NUMBER && numbers.isEmpty() && blocks.isEmpty()) {
            throw SixgridException.invalid("numbers", "the number " + name + " has neither numbers nor blocks");
        }
        if (whole.isPresent() && whole.get().length() != length) {
            throw SixgridException.invalid("whole", "whole of part " + name + " is not of its length " + length);
        }
        if (ranges(numbers, blocks).stream()
                .anyMatch(range -> String.valueOf(range.last()).length() > length)) {
            throw SixgridException.invalid("numbers", "a number of part " + name + " is longer than the part");
        }
    }

    /** Which characters may stand in a part. */
    public enum Characters {
        @JsonProperty("digits")
        DIGITS("[0-9]*", "digits"),
        /** Capital letters too; numbers are still counted in digits. */
        @JsonProperty("alphanumeric")
        ALPHANUMERIC("[0-9A-Z]*", "digits and capital letters"),
        @JsonProperty("any")
        ANY(".*", "any characters");

        private final String pattern;
        private final String words;

        Characters(String pattern, String words) {
            this.pattern = pattern;
            this.words = words;
        }

        boolean hold(String text) {
            return text.matches(pattern);
        }

        String words() {
            return words;
        }
    }

    /** Where a part's characters come from. */
    public enum Meaning {
        /**
         * The parent's code: the characters at the place that follows the parent parts before. Where that is shorter or has only
         * zeros, it says nothing, as a district's 210211000000 says nothing of the town.
         */
        @JsonProperty("parent")
        PARENT,
        /** Always the same. */
        @JsonProperty("fixed")
        FIXED,
        /** Whoever creates a grid says it; its heirs keep it. */
        @JsonProperty("given")
        GIVEN,
        /** Counted, by what the rule says of creating, splitting and merging. */
        @JsonProperty("number")
        NUMBER
    }

    /** Of a kind of grid, or of all where there is no kind; INVALID when the rule knows no such kind. */
    CodeNumbers numbers(Optional<String> kind) {
        if (blocks.isEmpty()) {
            return numbers.orElseThrow();
        }
        String words = blocks.stream().map(CodeBlock::kind).toList().toString();
        String wanted = kind.orElseThrow(() -> SixgridException.invalid(
                "kind", "part " + name + " has a block of numbers for each kind; say which of " + words));
        return blocks.stream()
                .filter(block -> block.kind().equals(wanted))
                .findFirst()
                .map(CodeBlock::numbers)
                .orElseThrow(() -> SixgridException.invalid("kind", "kind is none of " + words + ": " + wanted));
    }

    /** The kind whose block holds the number {@code text}; empty when there are no blocks, or none holds it. */
    Optional<String> kind(String text) {
        return blocks.stream()
                .filter(block -> block.numbers().hold(text))
                .map(CodeBlock::kind)
                .findFirst();
    }

    /** Whether the number {@code text} is one of this part's. */
    boolean counts(String text) {
        return whole.filter(text::equals).isPresent()
                || ranges(numbers, blocks).stream().anyMatch(range -> range.hold(text))
                // What letters mean in a number no source says; they are let through.
                || (characters != Characters.DIGITS && !text.matches("[0-9]*"));
    }

    private static List<CodeNumbers> ranges(Optional<CodeNumbers> numbers, List<CodeBlock> blocks) {
        return blocks.isEmpty()
                ? numbers.stream().toList()
                : blocks.stream().map(CodeBlock::numbers).toList();
    }
}
