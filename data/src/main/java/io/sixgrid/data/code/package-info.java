/** Codes of grids: rules as data, what they propose, and what became of a code. */
@NullMarked
package io.sixgrid.data.code;

import org.jspecify.annotations.NullMarked;
