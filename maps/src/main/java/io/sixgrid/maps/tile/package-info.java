/** Vector tiles of grids and devices, and what a map must know before it draws them. */
@NullMarked
package io.sixgrid.maps.tile;

import org.jspecify.annotations.NullMarked;
