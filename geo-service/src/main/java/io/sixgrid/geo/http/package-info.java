/** How requests are read and answers written, the same for every feature. */
@NullMarked
package io.sixgrid.geo.http;

import org.jspecify.annotations.NullMarked;
