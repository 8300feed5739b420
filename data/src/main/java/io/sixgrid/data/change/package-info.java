/** The stream of committed changes, numbered in commit order. */
@NullMarked
package io.sixgrid.data.change;

import org.jspecify.annotations.NullMarked;
