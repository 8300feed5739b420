/** Which grids became which, and which grids of one scheme lie in which of another, over HTTP. */
@NullMarked
package io.sixgrid.geo.concordance;

import org.jspecify.annotations.NullMarked;
