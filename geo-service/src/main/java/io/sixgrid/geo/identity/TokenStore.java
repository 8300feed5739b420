package io.sixgrid.geo.identity;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.AuditEntry;
import io.sixgrid.data.audit.AuditStore;
import io.sixgrid.data.audit.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** All SQL of access tokens and sessions. Safe for use by several threads. */
public final class TokenStore {
    /** How long a browser stays logged in: a wall display is not logged in every morning. */
    static final Duration SESSION_LIFE = Duration.ofDays(30);

    private static final String TOKEN_PREFIX = "sg_";
    private static final String SESSION_PREFIX = "ss_";

    private static final String NAME_TAKEN =
            "select exists (select from access_token where name = :name and revoked is null)";
    private static final String CREATE = """
            insert into access_token (name, role, level, hash, created, created_by)
            values (:name, :role, :level, :hash, :at, :by)
            """;
    private static final String REVOKE = """
            update access_token set revoked = :at, revoked_by = :by where name = :name and revoked is null
            """;
    private static final String LIST = """
            select name, role, level, created, created_by, revoked, revoked_by from access_token order by created, id
            """;
    private static final String BY_TOKEN = """
            select name, role, level from access_token where hash = :hash and revoked is null
            """;
    private static final String OPEN_SESSION = """
            insert into session (hash, token, created, expires)
            select :session, id, :at, :expires from access_token where hash = :hash and revoked is null
            """;
    private static final String DROP_EXPIRED = "delete from session where expires <= :at";
    private static final String BY_SESSION = """
            select t.name, t.role, t.level from session s join access_token t on t.id = s.token
            where s.hash = :hash and s.expires > :at and t.revoked is null
            """;
    private static final String CLOSE_SESSION = "delete from session where hash = :hash";
    private static final String ANY = "select exists (select from access_token)";

    private final Jdbi jdbi;

    /** True is remembered: tokens are revoked, never deleted, so it does not become false again. */
    private volatile boolean anyCreated;

    public TokenStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The same with the level that the role has when nothing else is said. */
    public String create(String name, Role role, Author by) {
        return create(name, role, role.level(), by);
    }

    /**
     * Creates a token and answers its secret, which nobody can read again.
     *
     * @param level the widest level whose boundaries its holder may change: 1 for all grids, 0 for the outline too
     */
    public String create(String name, Role role, int level, Author by) {
        if (level < 0 || level > 9) {
            throw SixgridException.invalid("level", "a token's level is 0 (the outline too) to 9: " + level);
        }
        if (name.isBlank() || name.length() > 100) {
            throw SixgridException.invalid("name", "a token's name has 1 to 100 characters: " + name);
        }
        if (name.equals(Principal.LOCAL.name())) {
            throw SixgridException.invalid("name", "the name local is what changes without a token are recorded under");
        }
        Secret secret = Secret.random(TOKEN_PREFIX);
        jdbi.useTransaction(handle -> {
            if (handle.createQuery(NAME_TAKEN)
                    .bind("name", name)
                    .mapTo(Boolean.class)
                    .one()) {
                throw SixgridException.conflict("there is a token called " + name + "; revoke it first");
            }
            handle.createUpdate(CREATE)
                    .bind("name", name)
                    .bind("role", role.code())
                    .bind("level", level)
                    .bind("hash", secret.hash())
                    .bind("at", by.at())
                    .bind("by", by.name())
                    .execute();
            AuditStore.append(
                    handle,
                    by,
                    List.of(new AuditEntry("create", "token", name, Map.of("role", role.code(), "level", level))));
        });
        return secret.text();
    }

    /** Revokes a token; its sessions end with it. */
    public void revoke(String name, Author by) {
        jdbi.useTransaction(handle -> {
            int revoked = handle.createUpdate(REVOKE)
                    .bind("name", name)
                    .bind("at", by.at())
                    .bind("by", by.name())
                    .execute();
            if (revoked == 0) {
                throw SixgridException.notFound("no token is called " + name);
            }
            AuditStore.append(handle, by, List.of(new AuditEntry("revoke", "token", name)));
        });
    }

    /** All tokens, revoked ones included, oldest first. */
    public List<Token> list() {
        return jdbi.withHandle(h -> h.createQuery(LIST)
                .map((row, context) -> new Token(
                        row.getString("name"),
                        Role.parse(row.getString("role")),
                        row.getInt("level"),
                        row.getTimestamp("created").toInstant(),
                        row.getString("created_by"),
                        Optional.ofNullable(row.getTimestamp("revoked")).map(Timestamp::toInstant),
                        Optional.ofNullable(row.getString("revoked_by"))))
                .list());
    }

    /** Whether a token was ever created, revoked ones included. */
    public boolean anyCreated() {
        if (!anyCreated) {
            anyCreated =
                    jdbi.withHandle(h -> h.createQuery(ANY).mapTo(Boolean.class).one());
        }
        return anyCreated;
    }

    /** Who holds this token; empty when nobody does, or it was revoked. */
    public Optional<Principal> byToken(String token) {
        return jdbi.withHandle(h -> h.createQuery(BY_TOKEN)
                .bind("hash", new Secret(token).hash())
                .map((row, context) -> principal(row))
                .findOne());
    }

    /** Opens a session for the holder of {@code token} and answers its secret. */
    public Optional<String> openSession(String token, Instant at) {
        Secret session = Secret.random(SESSION_PREFIX);
        return jdbi.inTransaction(handle -> {
            handle.createUpdate(DROP_EXPIRED).bind("at", at).execute();
            int opened = handle.createUpdate(OPEN_SESSION)
                    .bind("session", session.hash())
                    .bind("hash", new Secret(token).hash())
                    .bind("at", at)
                    .bind("expires", at.plus(SESSION_LIFE))
                    .execute();
            return opened == 1 ? Optional.of(session.text()) : Optional.empty();
        });
    }

    /** Whose session this is; empty when it ended or its token was revoked. */
    public Optional<Principal> bySession(String session, Instant at) {
        return jdbi.withHandle(h -> h.createQuery(BY_SESSION)
                .bind("hash", new Secret(session).hash())
                .bind("at", at)
                .map((row, context) -> principal(row))
                .findOne());
    }

    /** Ends a session; one that does not exist has ended. */
    public void closeSession(String session) {
        jdbi.useHandle(h -> h.createUpdate(CLOSE_SESSION)
                .bind("hash", new Secret(session).hash())
                .execute());
    }

    private static Principal principal(ResultSet row) throws SQLException {
        return new Principal(row.getString("name"), Role.parse(row.getString("role")), row.getInt("level"));
    }
}
