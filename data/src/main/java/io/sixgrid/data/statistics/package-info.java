/** How many incidents and alerts there are in each grid: of the boundaries of then, or of any others. */
@NullMarked
package io.sixgrid.data.statistics;

import org.jspecify.annotations.NullMarked;
