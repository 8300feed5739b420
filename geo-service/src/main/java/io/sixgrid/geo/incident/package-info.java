/** Incidents over HTTP. */
@NullMarked
package io.sixgrid.geo.incident;

import org.jspecify.annotations.NullMarked;
