/** The way of a message: decode, batch, place, store in one transaction, acknowledge. */
@NullMarked
package io.sixgrid.ingest.pipeline;

import org.jspecify.annotations.NullMarked;
