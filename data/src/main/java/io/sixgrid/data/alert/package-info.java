/** Messages, the events they carry, the alerts those fold into, and the quarantine. */
@NullMarked
package io.sixgrid.data.alert;

import org.jspecify.annotations.NullMarked;
