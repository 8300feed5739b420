/** What a draft would change: whose points and households move, which borders and codes, and the proof that nothing else does. */
@NullMarked
package io.sixgrid.data.impact;

import org.jspecify.annotations.NullMarked;
