package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which topics a format takes, and what it captures of them: {@code {name}} is one level, {@code {name...}} one level or
 * more. MQTT has no filter for levels after an open end, so {@link #filter} ends there and the rest is matched here.
 */
public final class TopicPattern {
    private static final Pattern CAPTURE = Pattern.compile("\\{([a-z][a-zA-Z0-9]*)(\\.\\.\\.)?}");

    private final String text;
    private final String filter;
    private final Pattern regex;
    private final List<String> names = new ArrayList<>();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TopicPattern(String text) {
        this.text = text;
        StringBuilder mqtt = new StringBuilder();
        StringBuilder matching = new StringBuilder();
        boolean openEnd = false;
        for (String level : text.split("/", -1)) {
            Matcher capture = CAPTURE.matcher(level);
            String separator = matching.length() == 0 ? "" : "/";
            matching.append(separator);
            boolean captures = capture.find();
            boolean severalLevels = captures && capture.group(2) != null;
            if (!openEnd) {
                mqtt.append(separator).append(severalLevels ? "#" : captures ? "+" : level);
            }
            openEnd |= severalLevels;
            matching.append(captures ? captured(level, capture) : Pattern.quote(plain(level)));
        }
        filter = mqtt.toString();
        regex = Pattern.compile(matching.toString(), Pattern.DOTALL);
    }

    /** What this pattern captures of {@code topic}, by name; empty when it does not match. */
    Optional<Map<String, String>> match(String topic) {
        Matcher matcher = regex.matcher(topic);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> captures = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            captures.put(names.get(i), matcher.group(i + 1));
        }
        return Optional.of(captures);
    }

    /** The MQTT topic filter under which a broker sends all topics that match. */
    public String filter() {
        return filter;
    }

    /** The names it captures. */
    List<String> names() {
        return List.copyOf(names);
    }

    @Override
    @JsonValue
    public String toString() {
        return text;
    }

    /** A level is one capture, or text before it as in {@code &{source...}}. */
    private String captured(String level, Matcher capture) {
        names.add(capture.group(1));
        String before = plain(level.substring(0, capture.start()));
        String after = plain(level.substring(capture.end()));
        String levels = capture.group(2) != null ? "(.+?)" : "([^/]+)";
        return Pattern.quote(before) + levels + Pattern.quote(after);
    }

    private String plain(String part) {
        if (part.contains("{") || part.contains("}") || part.contains("+") || part.contains("#")) {
            throw SixgridException.invalid(
                    "topic", "topic is not made of levels, {name} and {name...}: " + text + " (at " + part + ")");
        }
        return part;
    }
}
