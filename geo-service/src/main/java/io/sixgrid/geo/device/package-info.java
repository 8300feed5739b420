/** Devices and video points over HTTP. */
@NullMarked
package io.sixgrid.geo.device;

import org.jspecify.annotations.NullMarked;
