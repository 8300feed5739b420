package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.redraw.Draft;
import java.time.Instant;
import java.util.Optional;

/**
 * A draft as JSON answers say it.
 *
 * @param scope   code of the grid whose subtree is redrawn; absent where everything is
 * @param base    the boundaries that it was begun on
 * @param aim     what it is to be published as
 * @param applied so many operations apply; what was undone comes after
 * @param version counts whatever is done to it
 */
record DraftJson(
        long id,
        String scheme,
        String title,
        Optional<String> scope,
        String state,
        String author,
        Base base,
        @JsonUnwrapped Draft.Aim aim,
        int applied,
        long version) {
    record Base(long revision, Instant at) {}

    static DraftJson of(Draft draft) {
        return new DraftJson(
                draft.id(),
                draft.scheme(),
                draft.title(),
                draft.scope().map(Draft.Scope::code),
                draft.state().code(),
                draft.author(),
                new Base(draft.begun().revision(), draft.begun().at()),
                draft.aim(),
                draft.cursor(),
                draft.version());
    }
}
