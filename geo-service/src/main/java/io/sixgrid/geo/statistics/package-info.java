/** Statistics over HTTP. */
@NullMarked
package io.sixgrid.geo.statistics;

import org.jspecify.annotations.NullMarked;
