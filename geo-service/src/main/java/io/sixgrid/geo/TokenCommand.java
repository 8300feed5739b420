package io.sixgrid.geo;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.Database;
import io.sixgrid.geo.identity.Role;
import io.sixgrid.geo.identity.Token;
import io.sixgrid.geo.identity.TokenStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sixgrid token}: creates, lists and revokes access tokens, in the database itself. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Creates, lists and revokes access tokens.")
final class TokenCommand implements Runnable {
    private final CommandSpec spec = CommandSpec.forAnnotatedObject(this);

    TokenCommand(Map<String, String> environment) {
        spec.addSubcommand("create", new Create(environment).spec);
        spec.addSubcommand("list", new Listing(environment).spec);
        spec.addSubcommand("revoke", new Revoke(environment).spec);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "create, list or revoke?");
    }

    /** Whoever may run this where the database is may do everything anyway. */
    private static Author author() {
        return new Author("command-line", Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private static <T> T withTokens(ConfigOptions options, Function<TokenStore, T> work) {
        Config config = options.read();
        try (DatabaseHome home = DatabaseHome.open(config);
                Database database = new Database(home.address(), 2)) {
            database.prepare();
            return work.apply(new TokenStore(database.jdbi()));
        }
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates a token and prints it: it is stored nowhere and cannot be shown again.")
    private static final class Create implements Runnable {
        final CommandSpec spec = CommandSpec.forAnnotatedObject(this);
        private final ConfigOptions options;

        @Parameters(paramLabel = "NAME", description = "who it is for")
        private String name = "";

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "viewer, operator, planner, approver, admin, or device (publishes only)")
        private String role = "";

        @Option(
                names = "--level",
                paramLabel = "LEVEL",
                description =
                        "the widest level whose boundaries it may change: 1 for all grids, 0 for the outline too (default: 0 for an approver or admin, else 1)")
        private @Nullable Integer level;

        Create(Map<String, String> environment) {
            options = ConfigOptions.on(spec, environment);
        }

        @Override
        public void run() {
            Role wanted = Role.parse(role);
            String secret = withTokens(
                    options,
                    tokens -> level == null
                            ? tokens.create(name, wanted, author())
                            : tokens.create(name, wanted, level, author()));
            spec.commandLine().getOut().println(secret);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all tokens, revoked ones included.")
    private static final class Listing implements Runnable {
        final CommandSpec spec = CommandSpec.forAnnotatedObject(this);
        private final ConfigOptions options;

        Listing(Map<String, String> environment) {
            options = ConfigOptions.on(spec, environment);
        }

        @Override
        public void run() {
            for (Token token : withTokens(options, TokenStore::list)) {
                String revoked = token.revoked()
                        .map(at ->
                                ", revoked " + at + " by " + token.revokedBy().orElse("?"))
                        .orElse("");
                spec.commandLine()
                        .getOut()
                        .println(token.name() + "  " + token.role().code() + "  level " + token.level() + "  created "
                                + token.created() + " by " + token.createdBy() + revoked);
            }
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes a token: it and its sessions stop working at once.")
    private static final class Revoke implements Runnable {
        final CommandSpec spec = CommandSpec.forAnnotatedObject(this);
        private final ConfigOptions options;

        @Parameters(paramLabel = "NAME", description = "the token's name")
        private String name = "";

        Revoke(Map<String, String> environment) {
            options = ConfigOptions.on(spec, environment);
        }

        @Override
        public void run() {
            withTokens(options, tokens -> {
                tokens.revoke(name, author());
                return name;
            });
        }
    }
}
