package io.sixgrid.geo.device;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.device.PositionHistoryStore;
import io.sixgrid.data.device.Registration;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.device.StoredDevice;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.ShiftCheck;
import io.sixgrid.geo.device.UploadReport.Problem;
import io.sixgrid.geo.device.UploadTable.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Registers the devices of a file: of all its rows or, where one is wrong, of none. Safe for use by several threads. */
final class DeviceUpload {
    private static final Set<String> COORDINATES = Set.of("lon", "lat", "x", "y");

    private final DeviceStore devices;
    private final RegistrationStore registrations;
    private final PositionHistoryStore positions;
    private final Predicate<LonLat> inside;

    /** @param inside whether a position is in some grid */
    DeviceUpload(
            DeviceStore devices,
            RegistrationStore registrations,
            PositionHistoryStore positions,
            Predicate<LonLat> inside) {
        this.devices = devices;
        this.registrations = registrations;
        this.positions = positions;
        this.inside = inside;
    }

    /** What the rows of one file come to. Used by one thread. */
    private static final class Plan {
        final Map<String, StoredDevice> known = new HashMap<>();
        final Map<Integer, Registration> wanted = new LinkedHashMap<>();
        final Map<String, Integer> rows = new HashMap<>();
        final List<Problem> problems = new ArrayList<>();

        Optional<StoredDevice> known(String id) {
            return Optional.ofNullable(known.get(id));
        }

        void refuse(String id, String field, String value, String problem) {
            problems.add(new Problem(rows.getOrDefault(id, 0), field, value, problem));
        }
    }

    /** @param by empty for a dry run */
    UploadReport take(UploadTable table, UploadReader.Settings settings, Optional<Author> by) {
        Plan plan = plan(table, settings);
        PositionHistoryStore.Preview preview = positions.preview(plan.wanted.values());
        preview.refused().forEach((id, why) -> plan.refuse(id, "validFrom", id, why));
        List<Registration> created = plan.wanted.values().stream()
                .filter(one -> plan.known(one.device().id()).isEmpty())
                .toList();
        List<Registration> changed = plan.wanted.values().stream()
                .filter(one -> plan.known(one.device().id())
                        .map(before ->
                                preview.changed().contains(before.device().id()) || differs(before, one))
                        .orElse(false))
                .toList();
        boolean written = plan.problems.isEmpty() && by.isPresent();
        if (written) {
            List<Registration> news = new ArrayList<>(created);
            news.addAll(changed);
            registrations.register(news, by.orElseThrow());
        }
        int unchanged = plan.wanted.size() - created.size() - changed.size();
        return new UploadReport(
                table.rows().size(),
                created.size(),
                changed.size(),
                unchanged,
                written,
                plan.problems.stream()
                        .sorted(Comparator.comparingInt(Problem::row))
                        .limit(UploadReport.MAX_PROBLEMS)
                        .toList(),
                warnings(table, plan));
    }

    private Plan plan(UploadTable table, UploadReader.Settings settings) {
        Plan plan = new Plan();
        List<String> ids = table.rows().stream()
                .flatMap(row -> row.said("id").stream())
                .distinct()
                .toList();
        devices.byIds(ids).forEach(device -> plan.known.put(device.device().id(), device));
        for (Row row : table.rows()) {
            Optional<Integer> same = row.said("id").map(id -> plan.rows.putIfAbsent(id, row.number()));
            if (same.isPresent()) {
                String id = row.said("id").orElse("");
                plan.problems.add(new Problem(row.number(), "id", id, "row " + same.get() + " has the same id"));
                continue;
            }
            UploadReader reader = new UploadReader(row, settings);
            Optional<Device> before = row.said("id").flatMap(plan::known).map(StoredDevice::device);
            reader.read(before).ifPresent(read -> plan.wanted.put(row.number(), read));
            plan.problems.addAll(reader.problems());
        }
        aliases(plan);
        return plan;
    }

    /** An alias belongs to one device, of the registry or of the file. */
    private void aliases(Plan plan) {
        Map<String, String> owners = new HashMap<>();
        List<Device> wanted =
                plan.wanted.values().stream().map(Registration::device).toList();
        for (Device device : wanted) {
            device.aliases().forEach((format, alias) -> {
                String owner = owners.putIfAbsent(format + "\n" + alias, device.id());
                if (owner != null) {
                    plan.refuse(
                            device.id(),
                            UploadColumns.ALIAS + format,
                            alias,
                            "row " + plan.rows.get(owner) + " has the same alias");
                }
            });
        }
        registrations
                .aliasConflicts(wanted)
                .forEach(conflict -> plan.refuse(
                        conflict.wantedBy(),
                        UploadColumns.ALIAS + conflict.format(),
                        conflict.alias(),
                        conflict.text()));
    }

    private static boolean differs(StoredDevice before, Registration wanted) {
        Device device = wanted.device();
        boolean moves = wanted.period().isEmpty()
                && !before.place().equals(device.position().map(GivenPosition::place));
        return before.retired().isPresent() || moves || !unplaced(device).equals(unplaced(before.device()));
    }

    private static Device unplaced(Device device) {
        return new Device(
                device.id(),
                device.kind(),
                device.name(),
                device.owner(),
                device.gateway(),
                device.aliases(),
                Optional.empty(),
                device.view());
    }

    /** A whole file in another frame than it says is the usual mistake. */
    private Optional<ShiftCheck.Finding> shifted(UploadTable table, Plan plan) {
        List<ShiftCheck.Pair> known = new ArrayList<>();
        List<GivenPosition> others = new ArrayList<>();
        for (Row row : table.rows()) {
            Registration wanted = plan.wanted.get(row.number());
            boolean said =
                    COORDINATES.stream().anyMatch(field -> row.said(field).isPresent());
            if (wanted == null || !said || wanted.device().position().isEmpty()) {
                continue;
            }
            GivenPosition position = wanted.device().position().orElseThrow();
            plan.known(wanted.device().id())
                    .flatMap(StoredDevice::place)
                    .ifPresentOrElse(
                            place -> known.add(new ShiftCheck.Pair(position, place)), () -> others.add(position));
        }
        return ShiftCheck.againstRegistered(known).or(() -> ShiftCheck.againstOutline(others, inside));
    }

    private List<String> warnings(UploadTable table, Plan plan) {
        List<String> warnings = new ArrayList<>();
        shifted(table, plan).map(ShiftCheck.Finding::sentence).ifPresent(warnings::add);
        if (!table.ignored().isEmpty()) {
            warnings.add("columns that say nothing to Sixgrid: " + String.join(", ", table.ignored()));
        }
        if (plan.problems.size() > UploadReport.MAX_PROBLEMS) {
            warnings.add(
                    "the first " + UploadReport.MAX_PROBLEMS + " of " + plan.problems.size() + " problems are listed");
        }
        long foreign = plan.wanted.values().stream()
                .filter(one -> one.device().view().isPresent() && !one.device().hasNationalId())
                .count();
        if (foreign > 0) {
            warnings.add("video points whose id is not a 20-digit code of GB/T 28181: " + foreign);
        }
        return warnings;
    }
}
