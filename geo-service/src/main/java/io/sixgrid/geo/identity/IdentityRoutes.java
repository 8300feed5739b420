package io.sixgrid.geo.identity;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.redraw.Planner;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Members;
import io.sixgrid.geo.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Lets in who may come in, before every other route, and exchanges a token for a session. */
public final class IdentityRoutes {
    private static final String PRINCIPAL = "sixgrid.principal";
    private static final String COOKIE = "sixgrid-session";
    private static final String BEARER = "bearer ";
    private static final List<String> BY_PROXIES = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via");

    private final Guard guard;
    private final TokenStore tokens;
    private final Clock clock;
    private final Function<HttpServletRequest, String> remote;

    /** With the real address of the other end; X-Forwarded-For is never trusted. */
    public IdentityRoutes(TokenStore tokens, Clock clock) {
        this(tokens, clock, HttpServletRequest::getRemoteAddr);
    }

    /**
     * With another idea of where a request comes from: a test may come from anywhere.
     *
     * @param remote the address of the other end
     */
    public IdentityRoutes(TokenStore tokens, Clock clock, Function<HttpServletRequest, String> remote) {
        this.guard = new Guard(tokens, clock);
        this.tokens = tokens;
        this.clock = clock;
        this.remote = remote;
    }

    public void register(RoutesConfig routes) {
        routes.before(this::admit);
        routes.post("/api/v1/session", this::logIn);
        routes.get("/api/v1/session", this::show);
        routes.delete("/api/v1/session", this::logOut);
    }

    /** Who makes the change that this request asks for. */
    public static Author author(Context ctx, Clock clock) {
        return new Author(principal(ctx).name(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Who redraws boundaries, and how far up. */
    public static Planner planner(Context ctx) {
        Principal principal = principal(ctx);
        return new Planner(principal.name(), principal.level());
    }

    /** Refuses whoever may do less than {@code role} may: what a path alone does not tell. */
    public static void require(Context ctx, Role role) {
        Principal principal = principal(ctx);
        if (!principal.role().covers(role)) {
            throw SixgridException.forbidden("this needs the role " + role.code() + "; " + principal.name() + " has "
                    + principal.role().code());
        }
    }

    private static Principal principal(Context ctx) {
        Principal principal = ctx.attribute(PRINCIPAL);
        if (principal == null) {
            throw SixgridException.unauthenticated("this needs an access token");
        }
        return principal;
    }

    private void admit(Context ctx) {
        guard.admit(visit(ctx)).ifPresent(principal -> ctx.attribute(PRINCIPAL, principal));
    }

    private Visit visit(Context ctx) {
        return new Visit(
                ctx.method().name(),
                ctx.path(),
                remote.apply(ctx.req()),
                BY_PROXIES.stream().anyMatch(name -> ctx.header(name) != null),
                Optional.ofNullable(ctx.header("Host")),
                Optional.ofNullable(ctx.header("Origin")),
                Optional.ofNullable(ctx.header("Authorization"))
                        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                        .map(value -> value.substring(BEARER.length()).strip()),
                Optional.ofNullable(ctx.cookie(COOKIE)));
    }

    private void logIn(Context ctx) {
        Query.of(ctx);
        refuseOtherPages(ctx);
        Members body = Body.object(ctx).only(Set.of("token"));
        String token = body.requiredText("token");
        String session = tokens.openSession(token, clock.instant())
                .orElseThrow(() -> SixgridException.unauthenticated("the access token is unknown or was revoked"));
        Cookie cookie = new Cookie(COOKIE, session);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setSecure(ctx.req().isSecure());
        cookie.setMaxAge((int) TokenStore.SESSION_LIFE.toSeconds());
        ctx.cookie(cookie);
        Answer.json(ctx, tokens.byToken(token).orElseThrow());
    }

    private void show(Context ctx) {
        Query.of(ctx);
        Principal local = tokens.anyCreated() ? null : Principal.LOCAL;
        Optional<Principal> principal = Optional.ofNullable(ctx.cookie(COOKIE))
                .flatMap(session -> tokens.bySession(session, clock.instant()))
                .or(() -> Optional.ofNullable(local));
        Answer.json(
                ctx,
                principal.orElseThrow(() -> SixgridException.unauthenticated("there is no session; enter a token")));
    }

    private void logOut(Context ctx) {
        Query.of(ctx);
        refuseOtherPages(ctx);
        Optional.ofNullable(ctx.cookie(COOKIE)).ifPresent(tokens::closeSession);
        ctx.removeCookie(COOKIE, "/");
        ctx.status(204);
    }

    private void refuseOtherPages(Context ctx) {
        Visit visit = visit(ctx);
        if (visit.origin().isPresent() && !visit.sameOrigin()) {
            throw SixgridException.forbidden("a session is opened and closed only by pages of this service");
        }
    }
}
