/** Codes of grids over HTTP: rules, proposals, and what became of a code. */
@NullMarked
package io.sixgrid.geo.code;

import org.jspecify.annotations.NullMarked;
