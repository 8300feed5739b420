/** What arrived and what became of it, counted: the ledger, the workers that count, and devices that flood. */
@NullMarked
package io.sixgrid.data.ledger;

import org.jspecify.annotations.NullMarked;
