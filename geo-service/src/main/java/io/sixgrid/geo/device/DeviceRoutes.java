package io.sixgrid.geo.device;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.device.DeviceFilter;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.device.Presence;
import io.sixgrid.data.device.Registration;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.device.StoredDevice;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.geo.grid.GridFilter;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Members;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.identity.IdentityRoutes;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Devices at {@code /api/v1/devices}, and those of them that see something at {@code /api/v1/video-points}: listed,
 * registered, changed, moved and retired, one by one or many at once.
 */
public final class DeviceRoutes {
    private static final String DEVICES = "/api/v1/devices";
    private static final String[] FILTERS = {"grid", "scheme", "at", "known", "bbox", "kind", "presence", "q", "state"};
    private static final String VIDEO_POINTS = "/api/v1/video-points";

    private static final Map<String, Presence.State> PRESENCES =
            Stream.of(Presence.State.values()).collect(Collectors.toMap(Presence.State::code, state -> state));

    private final DeviceStore devices;
    private final RegistrationStore registrations;
    private final Schemes schemes;
    private final Clock clock;

    public DeviceRoutes(DeviceStore devices, RegistrationStore registrations, Schemes schemes, Clock clock) {
        this.devices = devices;
        this.registrations = registrations;
        this.schemes = schemes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        register(routes, DEVICES, false);
        register(routes, VIDEO_POINTS, true);
    }

    private void register(RoutesConfig routes, String path, boolean videoPoints) {
        routes.get(path, ctx -> list(ctx, videoPoints));
        // Before {id}, which would take the word for one.
        routes.get(path + "/counts", ctx -> counts(ctx, videoPoints));
        routes.post(path, ctx -> putMany(ctx, videoPoints));
        routes.get(path + "/{id}", ctx -> one(ctx, videoPoints));
        routes.put(path + "/{id}", ctx -> put(ctx, videoPoints));
        routes.delete(path + "/{id}", ctx -> retire(ctx, videoPoints));
    }

    private void list(Context ctx, boolean videoPoints) {
        Query query = Query.ofList(ctx, FILTERS);
        int limit = query.limit();
        GridFilter grid = schemes.filter(query.text("scheme"), query.text("grid"), query.then(clock));
        DeviceFilter filter = filter(query, grid, videoPoints);
        String after = query.cursor(1).map(parts -> parts.get(0)).orElse(null);
        Page<StoredDevice> page = Page.of(
                ctx,
                grid.list(after, limit + 1, new Listed(filter)),
                limit,
                d -> List.of(d.device().id()));
        Answer.page(ctx, page.with(items -> then(items, query)).map(DeviceJson::of));
    }

    /** How many devices are online, offline and unknown. */
    private void counts(Context ctx, boolean videoPoints) {
        Query query = Query.of(ctx, FILTERS);
        GridFilter grid = schemes.filter(query.text("scheme"), query.text("grid"), query.then(clock));
        DeviceFilter filter = filter(query, grid, videoPoints);
        Map<Presence.State, Integer> counts = new EnumMap<>(Presence.State.class);
        if (grid.byPlace()) {
            grid.list(null, Integer.MAX_VALUE, new Listed(filter))
                    .forEach(device -> counts.merge(device.presence().state(), 1, Integer::sum));
        } else {
            counts.putAll(devices.count(filter));
        }
        Map<String, Integer> answer = new TreeMap<>();
        PRESENCES.forEach((word, state) -> answer.put(word, counts.getOrDefault(state, 0)));
        Answer.json(ctx, answer);
    }

    private static DeviceFilter filter(Query query, GridFilter grid, boolean videoPoints) {
        return new DeviceFilter(
                grid.chain(),
                grid.box(query.bbox()),
                query.text("kind"),
                query.choice("presence", PRESENCES),
                query.text("q"),
                videoPoints,
                query.choice("state", Map.of("active", false, "retired", true)).orElse(false));
    }

    private final class Listed implements GridFilter.Reading<StoredDevice, String> {
        private final DeviceFilter filter;

        Listed(DeviceFilter filter) {
            this.filter = filter;
        }

        @Override
        public List<StoredDevice> after(@Nullable String end, int limit) {
            return devices.list(filter, end, limit);
        }

        @Override
        public String end(StoredDevice device) {
            return device.device().id();
        }

        @Override
        public Optional<LonLat> place(StoredDevice device) {
            return device.place();
        }
    }

    private void one(Context ctx, boolean videoPoints) {
        Query query = Query.of(ctx, "at", "known");
        StoredDevice device = required(ctx.pathParam("id"), videoPoints);
        Answer.thing(ctx, DeviceJson.of(then(List.of(device), query).get(0)));
    }

    /** With the grids of the time that is asked about. */
    private List<StoredDevice> then(List<StoredDevice> found, Query query) {
        return query.then(clock).map(then -> devices.then(found, then)).orElse(found);
    }

    private void put(Context ctx, boolean videoPoints) {
        Query.of(ctx);
        String id = ctx.pathParam("id");
        boolean sees = videoPoints || !seeing(Set.of(id)).isEmpty();
        Registration wanted = DeviceMembers.parse(Body.object(ctx), Optional.of(id), sees);
        Set<String> created = registrations.register(List.of(wanted), author(ctx));
        DeviceJson answer = DeviceJson.of(required(id, false));
        if (created.isEmpty()) {
            Answer.thing(ctx, answer);
        } else {
            Answer.created(ctx, ctx.path(), answer);
        }
    }

    private void putMany(Context ctx, boolean videoPoints) {
        Query.of(ctx);
        Body body = Body.oneOrMany(ctx);
        Set<String> ids = new HashSet<>();
        Set<String> seeing = videoPoints ? Set.of() : seeing(named(body));
        List<Registration> all = body.objects().stream()
                .map(members -> members.read(() -> once(members, ids, id -> videoPoints || seeing.contains(id))))
                .toList();
        Set<String> created = registrations.register(all, author(ctx));
        Map<String, StoredDevice> stored = new HashMap<>();
        devices.byIds(ids).forEach(device -> stored.put(device.device().id(), device));
        List<DeviceJson> answers = all.stream()
                .map(one -> DeviceJson.of(
                        Objects.requireNonNull(stored.get(one.device().id()))))
                .toList();
        if (body.array()) {
            Answer.json(ctx, answers);
        } else if (created.isEmpty()) {
            Answer.json(ctx, answers.get(0));
        } else {
            Answer.created(ctx, ctx.path() + "/" + answers.get(0).id(), answers.get(0));
        }
    }

    /** Those of {@code ids} that are video points: what a device's path answers of them it also takes back. */
    private Set<String> seeing(Set<String> ids) {
        return devices.byIds(ids).stream()
                .filter(stored -> stored.device().view().isPresent())
                .map(stored -> stored.device().id())
                .collect(Collectors.toSet());
    }

    private static Set<String> named(Body body) {
        return body.objects().stream()
                .map(members -> members.read(() -> members.requiredText("id")))
                .collect(Collectors.toSet());
    }

    private static Registration once(Members members, Set<String> ids, Predicate<String> sees) {
        boolean videoPoint = sees.test(members.requiredText("id"));
        Registration wanted = DeviceMembers.parse(members, Optional.empty(), videoPoint);
        if (!ids.add(wanted.device().id())) {
            throw SixgridException.invalid(
                    "id",
                    "two devices of one request have the id " + wanted.device().id());
        }
        return wanted;
    }

    private void retire(Context ctx, boolean videoPoints) {
        Query.of(ctx);
        String id = required(ctx.pathParam("id"), videoPoints).device().id();
        registrations.retire(id, author(ctx));
        Answer.thing(ctx, DeviceJson.of(required(id, videoPoints)));
    }

    private Author author(Context ctx) {
        return IdentityRoutes.author(ctx, clock);
    }

    private StoredDevice required(String id, boolean videoPoints) {
        return devices.find(id)
                .filter(d -> !videoPoints || d.device().view().isPresent())
                .orElseThrow(() -> SixgridException.notFound((videoPoints ? "no video point " : "no device ") + id));
    }
}
