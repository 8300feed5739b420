package io.sixgrid.maps.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.Json;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.maps.tile.MapStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code GET /api/v1/map}: what the page must know at its start. */
public final class MapRoutes {
    /** A grid is in focus from the zoom at which it is this wide, on average, in px. */
    private static final double FOCUS_PIXELS = 88;

    private static final double METERS_A_PIXEL_AT_ZOOM_0 = 156_543.033_928_041;

    private final Boundaries boundaries;
    private final MapStore maps;
    private final ChangeStore changes;
    private final MapSettings settings;
    private volatile Drawn drawn = new Drawn(-1, List.of(), Optional.empty());

    public MapRoutes(Boundaries boundaries, MapStore maps, ChangeStore changes, MapSettings settings) {
        this.boundaries = boundaries;
        this.maps = maps;
        this.changes = changes;
        this.settings = settings;
    }

    /** The same thing said in Chinese and in English. */
    record Said(String zh, String en) {}

    record SchemeView(String code, Said name, Said note) {}

    /** A level; {@code zoom} is where it comes into focus. */
    record LevelView(int level, String code, Said name, boolean tiling, int grids, double zoom) {}

    /** What follows from one edition of the boundaries; measuring all grids takes too long for each request. */
    private record Drawn(long edition, List<LevelView> levels, Optional<List<Double>> bbox) {}

    /**
     * The answer.
     *
     * @param bbox     west, south, east, north of the land; absent before the first grid
     * @param revision the newest published revision
     * @param edition  names the boundaries in force: the tiles' {@code v}
     * @param head     the number of the stream from which a list read after this answer misses nothing
     */
    record MapView(
            SchemeView scheme,
            List<LevelView> levels,
            Optional<List<Double>> bbox,
            long revision,
            long edition,
            long head,
            String zone,
            List<BaseMap> baseMaps) {}

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/map", this::map);
    }

    private void map(Context ctx) {
        long head = changes.number();
        Scheme scheme = boundaries.scheme();
        Drawn now = drawn();
        MapView view = new MapView(
                new SchemeView(
                        scheme.code(),
                        new Said(scheme.nameZh(), scheme.nameEn()),
                        new Said(scheme.noteZh(), scheme.noteEn())),
                now.levels(),
                now.bbox(),
                boundaries.revision(),
                now.edition(),
                head,
                settings.zone().getId(),
                settings.baseMaps());
        ctx.header("Cache-Control", "no-store");
        ctx.contentType("application/json; charset=utf-8");
        try {
            ctx.result(Json.mapper().writeValueAsBytes(view));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Drawn drawn() {
        long edition = maps.edition();
        Drawn known = drawn;
        if (known.edition() != edition) {
            known = new Drawn(edition, levels(), maps.extent().map(MapRoutes::corners));
            drawn = known;
        }
        return known;
    }

    private List<LevelView> levels() {
        Map<Integer, MapStore.LevelSize> sizes =
                maps.sizes().stream().collect(Collectors.toMap(MapStore.LevelSize::level, Function.identity()));
        List<LevelView> views = new ArrayList<>();
        double zoom = 0;
        for (Level level : boundaries.scheme().levels()) {
            MapStore.LevelSize size = sizes.getOrDefault(level.number(), new MapStore.LevelSize(level.number(), 0, 0));
            double fitting = size.width() == 0
                    ? 0
                    : Math.log(METERS_A_PIXEL_AT_ZOOM_0 * FOCUS_PIXELS / size.width()) / Math.log(2);
            // Level 1 is in focus from the first zoom; each level below it has half a zoom of its own at least.
            zoom = level.number() == 1 ? 0 : Math.max(zoom + 0.5, Math.round(fitting * 100) / 100.0);
            views.add(new LevelView(
                    level.number(),
                    level.code(),
                    new Said(level.nameZh(), level.nameEn()),
                    level.tiling(),
                    size.grids(),
                    zoom));
        }
        return List.copyOf(views);
    }

    private static List<Double> corners(BoundingBox box) {
        return List.of(
                box.min().lon(), box.min().lat(), box.max().lon(), box.max().lat());
    }
}
