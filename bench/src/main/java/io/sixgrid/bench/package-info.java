/** What it costs: benchmarks that print ratios to a limit measured in the same run, and the machine they ran on. */
@NullMarked
package io.sixgrid.bench;

import org.jspecify.annotations.NullMarked;
