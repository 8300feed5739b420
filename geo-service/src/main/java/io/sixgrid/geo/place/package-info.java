/** Which grids contain a point, over HTTP. */
@NullMarked
package io.sixgrid.geo.place;

import org.jspecify.annotations.NullMarked;
