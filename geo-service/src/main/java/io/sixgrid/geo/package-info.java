/** The service: what it is configured by, how it is started, and the only place that wires. */
@NullMarked
package io.sixgrid.geo;

import org.jspecify.annotations.NullMarked;
