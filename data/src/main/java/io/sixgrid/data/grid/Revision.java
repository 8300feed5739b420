package io.sixgrid.data.grid;

import java.time.Instant;

/**
 * A published change of boundaries.
 *
 * @param scheme   code of the scheme
 * @param recorded when it was published
 * @param created  how many grids are new with it
 * @param changed  how many went on and differ
 * @param retired  how many ended
 */
public record Revision(
        long number, String scheme, Publication publication, Instant recorded, int created, int changed, int retired) {}
