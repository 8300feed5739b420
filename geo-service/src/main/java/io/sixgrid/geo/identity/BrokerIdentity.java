package io.sixgrid.geo.identity;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.DatabaseFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who connects to the default broker: a token as the password (its name as the user, or any user), the service itself
 * by a secret of this run, or anybody while no token was created and only this machine reaches the broker. While the
 * database is away its last answers hold, so that devices known since the start are queued for. Safe for use by several
 * threads.
 */
public final class BrokerIdentity {
    /** The user as whom the service itself connects. */
    public static final String SERVICE_USER = "sixgrid-service";

    private static final Principal SERVICE = new Principal(SERVICE_USER, Role.ADMIN);

    /** Well below what a device waits for its connection; the pool itself waits longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** For so long after a failure nobody waits for the database again. */
    private static final Duration AWAY = Duration.ofSeconds(5);

    /** For so long it is remembered whether any token was created. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int QUESTIONS_AT_ONCE = 4;
    private static final Logger LOG = LoggerFactory.getLogger(BrokerIdentity.class);

    private final TokenStore tokens;
    private final boolean loopbackOnly;
    private final Secret own = Secret.random("own_");
    private final KnownTokens known = new KnownTokens();
    private final ExecutorService asking = Executors.newFixedThreadPool(QUESTIONS_AT_ONCE, task -> {
        Thread thread = new Thread(task, "broker-identity");
        thread.setDaemon(true);
        return thread;
    });

    /** By {@link System#nanoTime}; null while the database answers. */
    private volatile @Nullable Long failed;

    private volatile boolean anyCreated;

    /** By {@link System#nanoTime}; null before the first time. */
    private volatile @Nullable Long anyCreatedAsked;

    /**
     * Knows tokens, and the service itself.
     *
     * @param loopbackOnly whether nobody but this machine can reach the broker
     * @param databaseMade whether there is a database, even if it is away; then tokens may have been created, and until
     *                     it answers nobody gets in without one
     */
    public BrokerIdentity(TokenStore tokens, boolean loopbackOnly, boolean databaseMade) {
        this.tokens = tokens;
        this.loopbackOnly = loopbackOnly;
        this.anyCreated = databaseMade;
    }

    /** The password by which the service itself connects to its own broker; another one with every start. */
    public String servicePassword() {
        return own.text();
    }

    /** Who says this; empty when nobody does. */
    public Optional<Principal> check(@Nullable String user, @Nullable String password) {
        if (SERVICE_USER.equals(user)) {
            // By hash, as tokens are found: then the time of a comparison tells nothing.
            return password != null && Arrays.equals(own.hash(), new Secret(password).hash())
                    ? Optional.of(SERVICE)
                    : Optional.empty();
        }
        if (password != null && !password.isEmpty()) {
            return byToken(password);
        }
        return loopbackOnly && !anyCreated() ? Optional.of(Principal.LOCAL) : Optional.empty();
    }

    private Optional<Principal> byToken(String password) {
        byte[] hash = new Secret(password).hash();
        Optional<Optional<Principal>> answer = ask(() -> tokens.byToken(password));
        answer.ifPresent(holder -> known.put(hash, holder));
        return answer.orElseGet(() -> known.get(hash));
    }

    /** Asked again after a second: the broker wants to know who an anonymous client is at every message. */
    private boolean anyCreated() {
        Long before = anyCreatedAsked;
        if (before == null || System.nanoTime() - before > FRESH.toNanos()) {
            anyCreatedAsked = System.nanoTime();
            ask(tokens::anyCreated).ifPresent(answer -> anyCreated = answer);
        }
        return anyCreated;
    }

    /** What the database says; empty while it is away. */
    private <T> Optional<T> ask(Supplier<T> question) {
        Long since = failed;
        if (since != null && System.nanoTime() - since < AWAY.toNanos()) {
            return Optional.empty();
        }
        Future<T> answer = asking.submit(question::get);
        try {
            T said = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            failed = null;
            return Optional.of(said);
        } catch (ExecutionException e) {
            if (DatabaseFailure.explain(e)
                    .filter(why -> why.kind() == SixgridException.Kind.UNAVAILABLE)
                    .isEmpty()) {
                // One that is just being made has no tables yet; whatever it is, it comes to the same here.
                LOG.warn("cannot ask for tokens", e.getCause());
            }
        } catch (TimeoutException e) {
            answer.cancel(true);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
        }
        failed = System.nanoTime();
        return Optional.empty();
    }
}
