package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/** A word or a text with {@code *} for anything; upper and lower case do not differ. */
record Glob(String text, Pattern regex) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Glob(String text) {
        this(
                text,
                Pattern.compile(
                        ("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E"),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL));
    }

    boolean matches(String value) {
        return regex.matcher(value).matches();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && glob.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
