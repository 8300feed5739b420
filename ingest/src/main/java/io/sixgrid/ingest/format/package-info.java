/** Payload formats as data: what a message says, read by a YAML file a vendor. */
@NullMarked
package io.sixgrid.ingest.format;

import org.jspecify.annotations.NullMarked;
