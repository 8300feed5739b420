package io.sixgrid.geo.sensor;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.sensor.LatestReading;
import io.sixgrid.data.sensor.LatestReadingStore;
import io.sixgrid.data.sensor.SensorName;
import io.sixgrid.data.sensor.Series;
import io.sixgrid.data.sensor.Series.Bucket;
import io.sixgrid.data.sensor.Series.Point;
import io.sixgrid.data.sensor.Series.Span;
import io.sixgrid.data.sensor.SeriesStore;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/v1/readings}: what a sensor measured, and {@code /latest}: the newest value of many. */
public final class ReadingRoutes {
    private static final Duration USUAL_SPAN = Duration.ofDays(1);

    private final LatestReadingStore latest;
    private final SeriesStore series;
    private final Schemes schemes;
    private final Clock clock;

    public ReadingRoutes(LatestReadingStore latest, SeriesStore series, Schemes schemes, Clock clock) {
        this.latest = latest;
        this.series = series;
        this.schemes = schemes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/readings", this::series);
        routes.get("/api/v1/readings/latest", this::latest);
    }

    private void latest(Context ctx) {
        Query query = Query.ofList(ctx, "device", "name", "kind", "grid", "scheme", "bbox");
        int limit = query.limit();
        LatestReadingStore.Filter filter = new LatestReadingStore.Filter(
                query.text("device"),
                query.text("name"),
                query.text("kind"),
                schemes.gridId(query.text("scheme"), query.text("grid")),
                query.bbox());
        SensorName after = query.cursor(2)
                .map(parts -> new SensorName(parts.get(0), parts.get(1)))
                .orElse(null);
        Page<LatestReading> page = Page.of(
                ctx,
                latest.list(filter, after, limit + 1),
                limit,
                reading -> List.of(reading.sensor().device(), reading.sensor().name()));
        Answer.json(ctx, page.map(LatestJson::of));
    }

    private void series(Context ctx) {
        Query query = Query.ofList(ctx, "device", "name", "from", "to", "bucket");
        SensorName sensor = new SensorName(query.required("device"), query.required("name"));
        Instant to = query.instant("to").orElseGet(clock::instant);
        Span span = new Span(query.instant("from").orElse(to.minus(USUAL_SPAN)), to);
        Optional<Duration> bucket = query.duration("bucket");
        if (bucket.isPresent()) {
            Series.requireBucket(bucket.get(), span);
            Series<Bucket> found = series.buckets(sensor, span, bucket.get());
            Answer.json(ctx, SeriesJson.of(sensor, query.text("bucket"), found, new Page<>(found.items(), null)));
            return;
        }
        int limit = query.limit();
        Instant after = query.cursor(1, parts -> Instant.parse(parts.get(0))).orElse(null);
        Series<Point> found = series.points(sensor, span, after, limit + 1);
        Page<Point> page =
                Page.of(ctx, found.items(), limit, point -> List.of(point.at().toString()));
        Answer.json(ctx, SeriesJson.of(sensor, Optional.empty(), found, page));
    }
}
