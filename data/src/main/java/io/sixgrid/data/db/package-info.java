/** The database: its pool, its migrations, and the types JDBI must know. */
@NullMarked
package io.sixgrid.data.db;

import org.jspecify.annotations.NullMarked;
