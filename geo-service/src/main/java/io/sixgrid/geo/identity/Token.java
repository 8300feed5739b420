package io.sixgrid.geo.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * An access token as a list shows it; the secret itself is shown once and stored nowhere.
 *
 * @param level the widest level whose boundaries its holder may change
 */
public record Token(
        String name,
        Role role,
        int level,
        Instant created,
        String createdBy,
        Optional<Instant> revoked,
        Optional<String> revokedBy) {}
