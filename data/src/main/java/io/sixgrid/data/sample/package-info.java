/** The sample city: Dalian High-tech Zone, real names, codes and coast, the rest generated. */
@NullMarked
package io.sixgrid.data.sample;

import org.jspecify.annotations.NullMarked;
