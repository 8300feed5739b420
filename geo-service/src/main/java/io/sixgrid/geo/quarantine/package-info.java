/** What became of messages, over HTTP: the ledger that counts them, and those that nothing understood. */
@NullMarked
package io.sixgrid.geo.quarantine;

import org.jspecify.annotations.NullMarked;
