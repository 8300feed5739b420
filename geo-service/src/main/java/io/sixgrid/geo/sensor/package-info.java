/** What sensors measure, and the rules by which it is watched, over HTTP. */
@NullMarked
package io.sixgrid.geo.sensor;

import org.jspecify.annotations.NullMarked;
