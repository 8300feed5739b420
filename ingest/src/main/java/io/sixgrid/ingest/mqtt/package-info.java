/** The MQTT client: sessions that survive, and acknowledgement by whoever committed. */
@NullMarked
package io.sixgrid.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
