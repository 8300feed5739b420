package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a draft begins as.
 *
 * @param scope code of the grid whose subtree is redrawn; empty means everything
 * @param at    the moment whose boundaries it begins on
 */
public record NewDraft(String scheme, String title, Optional<String> scope, Instant at, Draft.Aim aim) {
    public NewDraft {
        if (title.isBlank()) {
            throw SixgridException.invalid("title", "title is empty");
        }
    }
}
