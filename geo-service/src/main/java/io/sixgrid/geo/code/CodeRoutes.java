package io.sixgrid.geo.code;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.code.CodeProposal;
import io.sixgrid.data.code.CodeRule;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeState;
import io.sixgrid.data.code.CodeState.NamedGrid;
import io.sixgrid.data.code.CodeState.State;
import io.sixgrid.data.code.CodeState.Successor;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Members;
import io.sixgrid.geo.http.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/** {@code /api/v1/code-rules}, {@code /api/v1/codes/propose} and {@code /api/v1/codes/{code}}. */
public final class CodeRoutes {
    private static final Set<String> MEMBERS =
            Set.of("scheme", "split", "merge", "create", "under", "given", "kind", "shapes", "besides");

    private final Schemes schemes;
    private final CodeRules rules;
    private final CodeStore codes;
    private final Clock clock;

    public CodeRoutes(Schemes schemes, CodeRules rules, CodeStore codes, Clock clock) {
        this.schemes = schemes;
        this.rules = rules;
        this.codes = codes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/code-rules", this::rules);
        routes.post("/api/v1/codes/propose", this::propose);
        routes.get("/api/v1/codes/{code}", this::one);
        routes.put("/api/v1/schemes/{scheme}/code-rules", this::assign);
    }

    private record RuleJson(@JsonUnwrapped CodeRule rule, int length) {}

    private record CodeJson(
            String code,
            String state,
            Optional<NamedGrid> grid,
            Optional<Instant> issued,
            Optional<Instant> retired,
            Optional<String> reason,
            List<Successor> successors) {}

    /** @param codes in the order of the shapes */
    private record ProposalJson(String rule, List<String> codes, List<String> retires) {}

    /** @param against how many codes in force do not follow the rule; {@code first} says of a few why */
    private record AssignedJson(int level, Optional<String> rule, int against, List<String> first) {}

    private void rules(Context ctx) {
        Query.of(ctx);
        CodeRules.Catalog catalog = rules.read();
        Answer.json(
                ctx,
                Map.of(
                        "items",
                        catalog.rules().stream()
                                .map(rule -> new RuleJson(rule, rule.length()))
                                .toList(),
                        "problems",
                        catalog.problems()));
    }

    private void one(Context ctx) {
        Query query = Query.of(ctx, "scheme", "at");
        String code = ctx.pathParam("code");
        CodeState state = codes.state(
                scheme(query.text("scheme")).code(), code, query.instant("at").orElseGet(clock::instant));
        Answer.json(
                ctx,
                new CodeJson(
                        code,
                        state.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        state.grid(),
                        state.issued(),
                        state.retired(),
                        state.reason(),
                        state.successors()));
    }

    private void propose(Context ctx) {
        Query.of(ctx);
        Members body = Body.object(ctx).only(MEMBERS);
        String scheme = scheme(body.text("scheme")).code();
        Optional<String> split = body.text("split");
        List<String> merge = body.words("merge");
        Optional<Integer> create = body.integer("create");
        int asked = (split.isPresent() ? 1 : 0) + (merge.isEmpty() ? 0 : 1) + (create.isPresent() ? 1 : 0);
        if (asked != 1) {
            throw SixgridException.invalid("split", "say one of split (a code), merge (codes) and create (a level)");
        }
        List<String> old = split.map(List::of).orElse(merge);
        old.forEach(code -> requireInForce(scheme, code));
        CodeRule rule = rule(scheme, create.orElseGet(() -> level(scheme, old)));
        Set<String> besides = new HashSet<>(body.words("besides"));
        CodeProposal proposal = new CodeProposal(rule, begin -> {
            Set<String> issued = codes.issued(scheme, begin);
            besides.stream().filter(code -> code.startsWith(begin)).forEach(issued::add);
            return issued;
        });
        List<Geometry> shapes = body.lands("shapes");
        List<String> proposed = split.map(code -> proposal.split(code, shapes))
                .orElseGet(() -> create.isPresent()
                        ? proposal.create(body.text("under"), body.texts("given"), body.text("kind"), shapes)
                        : List.of(proposal.merge(merge, body.text("under"))));
        List<String> retires =
                old.stream().filter(code -> !proposed.contains(code)).toList();
        Answer.json(ctx, new ProposalJson(rule.name(), proposed, retires));
    }

    /** Lets levels make their codes by rules: {@code {"level":3,"rule":"unit-grid-15"}}; without a rule codes are free. */
    private void assign(Context ctx) {
        Query.of(ctx);
        Scheme scheme = scheme(Optional.of(ctx.pathParam("scheme")));
        Members body = Body.object(ctx).only(Set.of("level", "rule"));
        int level = body.integer("level").orElseThrow(() -> SixgridException.invalid("level", "level is missing"));
        Optional<CodeRule> rule = body.text("rule").map(rules::required);
        codes.assign(scheme.code(), level, rule.map(CodeRule::name));
        List<String> against = rule.stream()
                .flatMap(known -> codes.codes(scheme.code(), level, clock.instant()).stream()
                        .flatMap(code -> known.check(code.code(), code.parent()).stream()))
                .toList();
        Answer.json(
                ctx,
                new AssignedJson(
                        level,
                        rule.map(CodeRule::name),
                        against.size(),
                        against.stream().limit(10).toList()));
    }

    private Scheme scheme(Optional<String> code) {
        return schemes.boundaries(code).scheme();
    }

    private void requireInForce(String scheme, String code) {
        State state = codes.state(scheme, code, clock.instant()).state();
        if (state != State.IN_FORCE && state != State.RESERVED) {
            throw SixgridException.conflict("no grid has the code " + code + " now: it is "
                    + state.name().toLowerCase(Locale.ROOT));
        }
    }

    private int level(String scheme, List<String> old) {
        List<Integer> levels = old.stream()
                .map(code -> codes.state(scheme, code, clock.instant())
                        .grid()
                        .orElseThrow()
                        .level())
                .distinct()
                .toList();
        if (levels.size() > 1) {
            throw SixgridException.invalid("merge", "the codes are of several levels: " + old);
        }
        return levels.get(0);
    }

    private CodeRule rule(String scheme, int level) {
        String name = Optional.ofNullable(codes.rules(scheme).get(level))
                .orElseThrow(() -> SixgridException.invalid(
                        "create", "level " + level + " of scheme " + scheme + " has no code rule; name one first"));
        return rules.required(name);
    }
}
