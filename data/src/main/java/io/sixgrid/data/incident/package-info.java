/** Incidents: what people handle, reported by a person or raised from an alert. */
@NullMarked
package io.sixgrid.data.incident;

import org.jspecify.annotations.NullMarked;
