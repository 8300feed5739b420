/** The default broker, embedded, and who may use it. */
@NullMarked
package io.sixgrid.ingest.broker;

import org.jspecify.annotations.NullMarked;
