package io.sixgrid.geo.grid;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.grid.Descent;
import io.sixgrid.data.grid.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A revision as JSON answers say it: one flat object.
 *
 * @param lineage where land went, of one revision; absent in a list
 */
record RevisionJson(
        long number,
        String scheme,
        @JsonUnwrapped Why why,
        Instant effective,
        Instant recorded,
        Grids grids,
        Optional<List<DescentJson>> lineage) {
    record Why(String author, String reason, Optional<String> document) {}

    /** How many it touched. */
    record Grids(int created, int changed, int retired) {}

    static RevisionJson of(Revision revision) {
        return of(revision, Optional.empty());
    }

    static RevisionJson of(Revision revision, Optional<List<Descent>> lineage) {
        var publication = revision.publication();
        return new RevisionJson(
                revision.number(),
                revision.scheme(),
                new Why(publication.author(), publication.reason(), publication.document()),
                publication.effective(),
                revision.recorded(),
                new Grids(revision.created(), revision.changed(), revision.retired()),
                lineage.map(all -> all.stream().map(DescentJson::of).toList()));
    }
}
