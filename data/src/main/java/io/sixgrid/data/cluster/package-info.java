/** The private PostgreSQL cluster that belongs to a data directory. */
@NullMarked
package io.sixgrid.data.cluster;

import org.jspecify.annotations.NullMarked;
