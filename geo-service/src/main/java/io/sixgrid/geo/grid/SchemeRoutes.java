package io.sixgrid.geo.grid;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.SchemeQueryStore;
import io.sixgrid.data.grid.SchemeView;
import io.sixgrid.data.grid.SchemeView.LevelView;
import io.sixgrid.data.place.AsOf;
import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Query;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Which schemes there are: {@code GET /api/v1/schemes} and one of them. */
public final class SchemeRoutes {
    private final SchemeQueryStore schemes;
    private final Clock clock;

    public SchemeRoutes(SchemeQueryStore schemes, Clock clock) {
        this.schemes = schemes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/schemes", this::list);
        routes.get("/api/v1/schemes/{scheme}", this::one);
    }

    private record Words(String zh, String en) {}

    private record LevelJson(int level, String code, Words name, boolean tiling, int grids, Optional<String> codeRule) {
        static LevelJson of(LevelView view) {
            return new LevelJson(
                    view.number(),
                    view.code(),
                    new Words(view.nameZh(), view.nameEn()),
                    view.tiling(),
                    view.grids(),
                    view.codeRule());
        }
    }

    /**
     * @param bbox    of the outline: min lon, min lat, max lon, max lat; absent while none applies
     * @param filters whether lists of things know their grids by heart ({@code chain}), or by where things are ({@code place})
     */
    private record SchemeJson(
            String code,
            Words name,
            Words note,
            boolean standard,
            long revision,
            Optional<List<Double>> bbox,
            String filters,
            List<LevelJson> levels) {
        static SchemeJson of(SchemeView view) {
            return new SchemeJson(
                    view.code(),
                    new Words(view.nameZh(), view.nameEn()),
                    new Words(view.noteZh(), view.noteEn()),
                    view.standard(),
                    view.revision(),
                    view.box().map(SchemeRoutes::corners),
                    view.standard() ? "chain" : "place",
                    view.levels().stream().map(LevelJson::of).toList());
        }
    }

    private void list(Context ctx) {
        AsOf then = Query.of(ctx, "at", "known").asOf(clock);
        Answer.json(
                ctx, new Page<>(schemes.all(then).stream().map(SchemeJson::of).toList(), null));
    }

    private void one(Context ctx) {
        AsOf then = Query.of(ctx, "at", "known").asOf(clock);
        String code = ctx.pathParam("scheme");
        Answer.json(
                ctx,
                schemes.find(code, then)
                        .map(SchemeJson::of)
                        .orElseThrow(() -> SixgridException.notFound("no scheme with code " + code)));
    }

    private static List<Double> corners(BoundingBox box) {
        return List.of(
                box.min().lon(), box.min().lat(), box.max().lon(), box.max().lat());
    }
}
