/** What arrives: the one entry to everything that comes in over MQTT. */
@NullMarked
package io.sixgrid.ingest;

import org.jspecify.annotations.NullMarked;
