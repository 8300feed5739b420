/** What is known: the one kind of failure that every feature speaks. */
@NullMarked
package io.sixgrid.data;

import org.jspecify.annotations.NullMarked;
