/** Placed events, published for other subscribers. */
@NullMarked
package io.sixgrid.ingest.relay;

import org.jspecify.annotations.NullMarked;
