/** The command-centre page and what it must know at its start. */
@NullMarked
package io.sixgrid.maps.page;

import org.jspecify.annotations.NullMarked;
