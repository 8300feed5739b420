/** What sensors measure, and the rules by which it is watched. */
@NullMarked
package io.sixgrid.data.sensor;

import org.jspecify.annotations.NullMarked;
