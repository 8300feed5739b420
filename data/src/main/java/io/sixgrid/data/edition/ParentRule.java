package io.sixgrid.data.edition;

import io.sixgrid.data.SixgridException;
import java.util.Locale;

/** How a file says in which wider grid a grid lies. */
public enum ParentRule {
    /** A column holds the parent's code, or columns hold the codes of the wider grids. */
    ATTRIBUTE,
    /** The parent is the wider grid whose code is the longest beginning of this code. */
    PREFIX,
    /** The parent is the wider grid that holds most of it. */
    PLACE;

    /** As options say it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ParentRule parse(String text) {
        for (ParentRule rule : values()) {
            if (rule.code().equals(text)) {
                return rule;
            }
        }
        throw SixgridException.invalid("parent", "parent is not attribute, prefix or place: " + text);
    }
}
