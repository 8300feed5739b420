package io.sixgrid.geo.identity;

import io.sixgrid.data.SixgridException;
import java.time.Clock;
import java.util.Optional;

/**
 * Decides who is asking and whether they may (docs/decisions/005-identity.md). Until a token was created, whoever sits
 * at this machine is its administrator and nobody else gets in; from then on everybody shows one. Safe for use by
 * several threads.
 */
public final class Guard {
    private static final String HOW =
            "; create one on the machine that runs the service: sixgrid token create NAME --role viewer";

    private final TokenStore tokens;
    private final Clock clock;

    public Guard(TokenStore tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Who is asking; empty where everybody may and nobody said. Refuses who may not. */
    public Optional<Principal> admit(Visit visit) {
        Optional<Role> needed = Permissions.needed(visit.method(), visit.path());
        if (needed.isEmpty() && openToAll(visit)) {
            return Optional.empty();
        }
        Principal principal = identify(visit);
        if (needed.isPresent() && !principal.role().covers(needed.get())) {
            throw SixgridException.forbidden(
                    "this needs the role " + needed.get().code() + "; the token " + principal.name() + " has the role "
                            + principal.role().code());
        }
        return Optional.of(principal);
    }

    /** Even what everybody may see is for this machine only until a token was created, except its health. */
    private boolean openToAll(Visit visit) {
        return visit.path().equals("/health") || (visit.fromLoopback() && !visit.proxied()) || tokens.anyCreated();
    }

    private Principal identify(Visit visit) {
        if (visit.bearer().isPresent()) {
            return tokens.byToken(visit.bearer().get())
                    .orElseThrow(() -> SixgridException.unauthenticated("the access token is unknown or was revoked"));
        }
        if (!tokens.anyCreated()) {
            return local(visit);
        }
        String session = visit.session()
                .orElseThrow(() -> SixgridException.unauthenticated(
                        "this needs an access token: Authorization: Bearer TOKEN" + HOW));
        Principal principal = tokens.bySession(session, clock.instant())
                .orElseThrow(
                        () -> SixgridException.unauthenticated("the session has ended; enter an access token again"));
        if (visit.changes() && !visit.sameOrigin()) {
            throw SixgridException.forbidden("a change with a session must come from a page of this service"
                    + visit.origin().map(o -> ", not from " + o).orElse("; use a bearer token"));
        }
        return principal;
    }

    private static Principal local(Visit visit) {
        if (!visit.fromLoopback()) {
            throw SixgridException.unauthenticated(
                    "until an access token was created, only this machine itself is served" + HOW);
        }
        if (visit.proxied()) {
            // A proxy on this machine makes the whole world come from loopback.
            throw SixgridException.forbidden(
                    "until an access token was created, nothing that comes through a proxy is served" + HOW);
        }
        if (!visit.forLocalName()) {
            throw SixgridException.forbidden(
                    "without an access token this service is asked as localhost or 127.0.0.1, not "
                            + visit.host().orElse("without a Host header"));
        }
        if (visit.origin().isPresent() && !visit.sameOrigin()) {
            throw SixgridException.forbidden("without an access token only pages of this service may use it, not "
                    + visit.origin().get());
        }
        return Principal.LOCAL;
    }
}
