/** Boundaries as files for other programs. */
@NullMarked
package io.sixgrid.geo.export;

import org.jspecify.annotations.NullMarked;
