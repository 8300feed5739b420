package io.sixgrid.data.audit;

import java.time.Instant;

/**
 * Who makes a change, and when.
 *
 * @param name the name of the access token, or {@code local}
 */
public record Author(String name, Instant at) {}
