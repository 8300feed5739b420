package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which topics a format takes, and what it captures of them: {@code {name}} is one level, {@code {name...}} one level or
 * more. MQTT has no filter for levels after an open end, so {@link #filter} ends there and the rest is matched here:
 * without a regular expression, since every message is matched with every format before its own.
 */
public final class TopicPattern {
    private static final Pattern CAPTURE = Pattern.compile("\\{([a-z][a-zA-Z0-9]*)(\\.\\.\\.)?}");
    private static final int LITERAL = -1;

    private final String text;
    private final String filter;
    private final List<Level> levels;
    private final List<String> names;
    /** What every topic that matches begins with: most topics of other formats are told by it at once. */
    private final String prefix;

    /**
     * One level of the pattern.
     *
     * @param before  text before the capture, or the whole level
     * @param after   text after the capture
     * @param capture the number of the capture; {@link #LITERAL} for a level that is just text
     * @param several whether the capture takes further levels too
     */
    private record Level(String before, String after, int capture, boolean several) {
        boolean matches(String topic, int from, int to) {
            int least = before.length() + after.length();
            return (capture == LITERAL ? to - from == least : to - from > least)
                    && topic.startsWith(before, from)
                    && topic.startsWith(after, to - after.length());
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TopicPattern(String text) {
        this.text = text;
        List<String> captured = new ArrayList<>();
        this.levels = Arrays.stream(text.split("/", -1))
                .map(level -> level(level, captured))
                .toList();
        this.names = List.copyOf(captured);
        this.filter = filter(levels);
        this.prefix = text.substring(0, text.contains("{") ? text.indexOf('{') : text.length());
    }

    /** What this pattern captures of {@code topic}, in the order of {@link #names}; null when it does not match. */
    @Nullable List<String> match(String topic) {
        if (!topic.startsWith(prefix)) {
            return null;
        }
        String[] captured = new String[names.size()];
        return match(topic, 0, 0, captured) ? Arrays.asList(captured) : null;
    }

    /** The MQTT topic filter under which a broker sends all topics that match. */
    public String filter() {
        return filter;
    }

    /** The names it captures. */
    List<String> names() {
        return names;
    }

    /** Which level of {@code topic} keeps it from matching, for people; empty when it matches. */
    Optional<String> mismatch(String topic) {
        if (match(topic) != null) {
            return Optional.empty();
        }
        String[] given = topic.split("/", -1);
        String[] wanted = text.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (i >= given.length) {
                return Optional.of("it ends before level " + (i + 1) + ", " + wanted[i]);
            }
            if (levels.get(i).several()) {
                return Optional.of(
                        "the levels from " + (i + 1) + " on do not end as " + text.substring(text.indexOf(wanted[i])));
            }
            if (!levels.get(i).matches(given[i], 0, given[i].length())) {
                return Optional.of("level " + (i + 1) + " is \"" + given[i] + "\", not " + wanted[i]);
            }
        }
        return Optional.of("it goes on after level " + wanted.length + " with \"" + given[wanted.length] + "\"");
    }

    @Override
    @JsonValue
    public String toString() {
        return text;
    }

    /** Matches from level {@code index} of the pattern with the topic from {@code from} on, a level's beginning. */
    private boolean match(String topic, int index, int from, String[] captured) {
        Level level = levels.get(index);
        boolean last = index == levels.size() - 1;
        int to = from - 1;
        do {
            int slash = topic.indexOf('/', to + 1);
            to = slash < 0 ? topic.length() : slash;
            boolean topicEnds = slash < 0;
            if (level.matches(topic, from, to)
                    && (last ? topicEnds : !topicEnds && match(topic, index + 1, to + 1, captured))) {
                if (level.capture() != LITERAL) {
                    captured[level.capture()] = topic.substring(
                            from + level.before().length(), to - level.after().length());
                }
                return true;
            }
        } while (level.several() && to < topic.length());
        return false;
    }

    private static String filter(List<Level> levels) {
        List<String> mqtt = new ArrayList<>();
        for (Level level : levels) {
            if (level.several()) {
                mqtt.add("#");
                break;
            }
            mqtt.add(level.capture() == LITERAL ? level.before() : "+");
        }
        return String.join("/", mqtt);
    }

    /** A level is one capture, or text before it as in {@code &{source...}}. */
    private Level level(String level, List<String> captured) {
        Matcher capture = CAPTURE.matcher(level);
        if (!capture.find()) {
            return new Level(plain(level), "", LITERAL, false);
        }
        String name = capture.group(1);
        if (captured.contains(name) || Capture.isOurs(name)) {
            throw SixgridException.invalid(
                    "topic",
                    captured.contains(name)
                            ? "topic captures {" + name + "} twice: " + text
                            : "topic captures {" + name + "}, which has a meaning of its own; choose another name");
        }
        captured.add(name);
        String before = plain(level.substring(0, capture.start()));
        String after = plain(level.substring(capture.end()));
        return new Level(before, after, captured.size() - 1, capture.group(2) != null);
    }

    private String plain(String part) {
        if (part.contains("{") || part.contains("}") || part.contains("+") || part.contains("#")) {
            throw SixgridException.invalid(
                    "topic", "topic is not made of levels, {name} and {name...}: " + text + " (at " + part + ")");
        }
        return part;
    }
}
