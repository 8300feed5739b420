package io.sixgrid.geo.sensor;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.sensor.Rule;
import io.sixgrid.data.sensor.RuleDefinition;
import io.sixgrid.data.sensor.RuleStore;
import io.sixgrid.data.sensor.Silence;
import io.sixgrid.data.sensor.Threshold;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.identity.IdentityRoutes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules at {@code /api/v1/rules}: listed, made, changed, put back and deleted. */
public final class RuleRoutes {
    private static final String RULES = "/api/v1/rules";

    private final RuleStore rules;
    private final Schemes schemes;
    private final Clock clock;

    public RuleRoutes(RuleStore rules, Schemes schemes, Clock clock) {
        this.rules = rules;
        this.schemes = schemes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get(RULES, this::list);
        routes.post(RULES, this::create);
        routes.get(RULES + "/{id}", this::one);
        routes.put(RULES + "/{id}", this::change);
        routes.delete(RULES + "/{id}", this::delete);
        routes.post(RULES + "/{id}/reset", this::reset);
    }

    private void list(Context ctx) {
        Query query = Query.ofList(ctx, "type", "grid", "alertKind", "enabled", "origin");
        int limit = query.limit();
        RuleStore.Filter filter = new RuleStore.Filter(
                query.choice("type", Map.of(Threshold.TYPE, Threshold.TYPE, Silence.TYPE, Silence.TYPE)),
                query.text("grid").map(this::gridId),
                query.text("alertKind"),
                query.flag("enabled"),
                query.choice("origin", Map.of("default", true, "custom", false)));
        long after = query.cursor(1, parts -> Long.parseLong(parts.get(0))).orElse(0L);
        Page<Rule> page =
                Page.of(ctx, rules.list(filter, after, limit + 1), limit, rule -> List.of(String.valueOf(rule.id())));
        Answer.json(ctx, page.map(this::json));
    }

    private void one(Context ctx) {
        Query.of(ctx);
        long id = Path.number(ctx, "id");
        Answer.json(ctx, json(rules.find(id).orElseThrow(() -> SixgridException.notFound("no rule " + id))));
    }

    private void create(Context ctx) {
        Query.of(ctx);
        Rule created = rules.create(definition(ctx), author(ctx));
        Answer.created(ctx, RULES + "/" + created.id(), json(created));
    }

    private void change(Context ctx) {
        Query.of(ctx);
        Answer.json(ctx, json(rules.change(Path.number(ctx, "id"), definition(ctx), author(ctx))));
    }

    private void reset(Context ctx) {
        Query.of(ctx);
        Answer.json(ctx, json(rules.reset(Path.number(ctx, "id"), author(ctx))));
    }

    private void delete(Context ctx) {
        Query.of(ctx);
        rules.delete(Path.number(ctx, "id"), author(ctx));
        ctx.status(204);
    }

    private RuleDefinition definition(Context ctx) {
        return RuleMembers.parse(Body.object(ctx), this::gridId);
    }

    /** Of the default scheme: devices are placed in its grids. */
    private Long gridId(String code) {
        return schemes.gridId(Optional.empty(), Optional.of(code)).orElseThrow();
    }

    private RuleJson json(Rule rule) {
        Optional<GridRef> grid = rule.definition()
                .scope()
                .gridId()
                .flatMap(id -> schemes.boundaries(Optional.empty()).named(List.of(id)).stream()
                        .findFirst());
        return RuleJson.of(rule, grid);
    }

    private Author author(Context ctx) {
        return IdentityRoutes.author(ctx, clock);
    }
}
