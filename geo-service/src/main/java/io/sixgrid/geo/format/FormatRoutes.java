package io.sixgrid.geo.format;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.ledger.FormatActivityStore;
import io.sixgrid.data.ledger.FormatActivityStore.Activity;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.data.ledger.Outcomes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Members;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Query;
import io.sixgrid.ingest.format.FormatExample;
import io.sixgrid.ingest.format.LiveFormats;
import io.sixgrid.ingest.format.PayloadFormat;
import io.sixgrid.ingest.format.TopicPattern;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /api/v1/formats}: which payload formats there are and how they fare; and trying one on a message. */
public final class FormatRoutes {
    private static final String PATH = "/api/v1/formats";

    private final LiveFormats formats;
    private final LedgerStore ledger;
    private final FormatActivityStore activity;
    private final Clock clock;
    private final Map<String, List<FormatJson.Example>> examples;

    public FormatRoutes(LiveFormats formats, LedgerStore ledger, FormatActivityStore activity, Clock clock) {
        this.formats = formats;
        this.examples = FormatExample.all().stream()
                .collect(Collectors.groupingBy(
                        FormatExample::format, Collectors.mapping(FormatJson.Example::of, Collectors.toList())));
        this.ledger = ledger;
        this.activity = activity;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get(PATH, this::list);
        routes.post(PATH + "/try", this::tryOut);
    }

    private void list(Context ctx) {
        Query.of(ctx);
        Map<String, Outcomes> totals = ledger.sources().stream()
                .collect(Collectors.toMap(LedgerStore.Entry::source, LedgerStore.Entry::outcomes));
        Map<String, Activity> lately = activity.bySource(clock.instant());
        List<FormatJson> views = formats.states().stream()
                .map(state -> view(
                        state,
                        totals.getOrDefault(state.name(), Outcomes.none(state.name())),
                        lately.getOrDefault(state.name(), Activity.none(state.name()))))
                .toList();
        Answer.json(ctx, new Page<>(views, null));
    }

    private FormatJson view(LiveFormats.State state, Outcomes total, Activity lately) {
        return new FormatJson(
                state.name(),
                state.format().map(PayloadFormat::about).orElse(""),
                state.format().stream()
                        .flatMap(format -> format.topic().stream())
                        .map(TopicPattern::toString)
                        .toList(),
                FormatJson.origin(state),
                FormatJson.understood(total, lately),
                FormatJson.quarantined(total, lately),
                examples.getOrDefault(state.name(), List.of()));
    }

    private void tryOut(Context ctx) {
        Query.of(ctx);
        Members body = Body.object(ctx).only(Set.of("topic", "payload", "contentType", "properties", "retained"));
        Arrival arrival = new Arrival(
                topic(body),
                body.text("payload").orElse("").getBytes(StandardCharsets.UTF_8),
                clock.instant(),
                body.flag("retained").orElse(false),
                new Arrival.Properties(body.text("contentType"), body.texts("properties")));
        Answer.json(ctx, TrialJson.of(formats.catalog(), arrival));
    }

    private static String topic(Members body) {
        String topic = body.requiredText("topic");
        if (topic.isEmpty() || topic.contains("+") || topic.contains("#") || topic.contains("\0")) {
            throw SixgridException.invalid(
                    "topic", "topic is not one that a device publishes to, without + and #: " + topic);
        }
        return topic;
    }
}
