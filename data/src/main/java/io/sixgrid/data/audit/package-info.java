/** Who changed what, written in the transaction of the change. */
@NullMarked
package io.sixgrid.data.audit;

import org.jspecify.annotations.NullMarked;
