/** The live stream: what was committed, told to every display in commit order. */
@NullMarked
package io.sixgrid.maps.live;

import org.jspecify.annotations.NullMarked;
