/** Whether the service is ready, and its numbers. */
@NullMarked
package io.sixgrid.geo.health;

import org.jspecify.annotations.NullMarked;
