/** Believable devices that publish in the formats of real ones. */
@NullMarked
package io.sixgrid.ingest.simulate;

import org.jspecify.annotations.NullMarked;
