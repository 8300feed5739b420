/** Alerts over HTTP. */
@NullMarked
package io.sixgrid.geo.alert;

import org.jspecify.annotations.NullMarked;
