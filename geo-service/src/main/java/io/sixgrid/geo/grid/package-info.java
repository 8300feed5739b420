/** The hierarchy of areas over HTTP. */
@NullMarked
package io.sixgrid.geo.grid;

import org.jspecify.annotations.NullMarked;
