/** Boundaries that planners redraw, over HTTP. */
@NullMarked
package io.sixgrid.geo.redraw;

import org.jspecify.annotations.NullMarked;
