/** Whatever publishes, where it stands and what it is called; video points are devices with a view. */
@NullMarked
package io.sixgrid.data.device;

import org.jspecify.annotations.NullMarked;
