/** Editions over HTTP and on the command line: what may be asked of an import, and what its report says. */
@NullMarked
package io.sixgrid.geo.edition;

import org.jspecify.annotations.NullMarked;
