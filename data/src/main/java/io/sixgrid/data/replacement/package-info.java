/** Devices, open alerts and open incidents, placed again when boundaries take effect. */
@NullMarked
package io.sixgrid.data.replacement;

import org.jspecify.annotations.NullMarked;
