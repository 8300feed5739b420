/** Which grids of one plan hold the land and the households of which grids of another: of another time, or another scheme. */
@NullMarked
package io.sixgrid.data.concordance;

import org.jspecify.annotations.NullMarked;
