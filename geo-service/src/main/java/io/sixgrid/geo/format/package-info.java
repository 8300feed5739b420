/** Payload formats over HTTP: which there are, how they fare, and what they make of a message. */
@NullMarked
package io.sixgrid.geo.format;

import org.jspecify.annotations.NullMarked;
