/** Who is asking: access tokens, sessions, roles, and what each may do. */
@NullMarked
package io.sixgrid.geo.identity;

import org.jspecify.annotations.NullMarked;
