package io.sixgrid.geo.identity;

import java.time.Instant;
import java.util.Optional;

/** An access token as a list shows it; the secret itself is shown once and stored nowhere. */
public record Token(
        String name,
        Role role,
        Instant created,
        String createdBy,
        Optional<Instant> revoked,
        Optional<String> revokedBy) {}
