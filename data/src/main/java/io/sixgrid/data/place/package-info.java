/** Where a position is: frames, the lattice, and the locator that answers with the chain of grids. */
@NullMarked
package io.sixgrid.data.place;

import org.jspecify.annotations.NullMarked;
