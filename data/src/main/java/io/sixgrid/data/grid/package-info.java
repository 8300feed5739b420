/** The hierarchy of areas through time: schemes, levels, grids, and the proof that they tile. */
@NullMarked
package io.sixgrid.data.grid;

import org.jspecify.annotations.NullMarked;
