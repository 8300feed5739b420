/** Boundaries that planners redraw: drafts, the operations they are made of, and the proof of each. */
@NullMarked
package io.sixgrid.data.redraw;

import org.jspecify.annotations.NullMarked;
