/** An edition: the boundaries of a scheme as somebody delivers them in a file, understood, compared and published. */
@NullMarked
package io.sixgrid.data.edition;

import org.jspecify.annotations.NullMarked;
