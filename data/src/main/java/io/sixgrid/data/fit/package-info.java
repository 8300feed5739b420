/** Makes boundaries that nearly fit fit exactly: what each repair would move, and no repair that nobody accepted. */
@NullMarked
package io.sixgrid.data.fit;

import org.jspecify.annotations.NullMarked;
