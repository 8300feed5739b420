package io.sixgrid.geo.device;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.device.Period;
import io.sixgrid.data.device.Registration;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.geo.device.UploadReport.Problem;
import io.sixgrid.geo.device.UploadTable.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads one row of a file. What it does not say of a registered device stays as it is. Used by one thread, for one row. */
final class UploadReader {
    private static final String CAMERA = "camera";
    private static final Set<String> SECTOR = Set.of("heading", "viewAngle", "rangeMeters");

    /** As spreadsheets write times: 2026-01-31, 2026/1/31 8:05, 2026-01-31 08:05:00. */
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendPattern("yyyy[-][/]M[-][/]d[[' ']['T']H:mm[:ss]]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.ROOT);

    private final Row row;
    private final Settings settings;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * What holds for the whole file.
     *
     * @param frame  of rows that name none
     * @param frames those that rows may name
     * @param zone   of times without an offset
     */
    record Settings(Frame frame, Frames frames, ZoneId zone) {}

    UploadReader(Row row, Settings settings) {
        this.row = row;
        this.settings = settings;
    }

    List<Problem> problems() {
        return problems;
    }

    /**
     * What the registry is to say of the device; empty when anything of the row is wrong.
     *
     * @param before what it says now, where it knows the device
     */
    Optional<Registration> read(Optional<Device> before) {
        row.excess().ifPresent(cell -> problem("", cell, "stands beyond the last column"));
        String id = needed("id", Optional.empty());
        Optional<String> said = row.said("kind").map(UploadColumns::kind);
        boolean sees = row.cells().keySet().stream().anyMatch(SECTOR::contains);
        String kind = needed(
                "kind",
                said.or(() -> before.map(Device::kind))
                        .or(() -> Optional.of(CAMERA).filter(camera -> sees)));
        String name = needed("name", row.said("name").or(() -> before.map(Device::name)));
        Optional<GivenPosition> position = attempt("lat", this::position).flatMap(given -> given);
        Optional<Period> period = attempt("validFrom", this::period).flatMap(given -> given);
        if (period.isPresent() && position.isEmpty()) {
            problem("validFrom", row.said("validFrom").orElse(""), "validFrom is given without a position");
        }
        Optional<Device.View> view =
                attempt("heading", () -> view(kind, before)).flatMap(given -> given);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return attempt(
                        "id",
                        () -> new Device(
                                id,
                                kind,
                                name,
                                row.said("owner").or(() -> before.flatMap(Device::owner)),
                                row.said("gateway").or(() -> before.flatMap(Device::gateway)),
                                aliases(before),
                                position.or(() -> before.flatMap(Device::position)),
                                view))
                .map(device -> new Registration(device, period));
    }

    private String needed(String field, Optional<String> otherwise) {
        Optional<String> said = otherwise.or(() -> row.said(field));
        if (said.isEmpty()) {
            problem(field, "", field + " is missing");
        }
        return said.orElse("");
    }

    private Map<String, String> aliases(Optional<Device> before) {
        Map<String, String> aliases = new HashMap<>(before.map(Device::aliases).orElse(Map.of()));
        row.cells().forEach((field, cell) -> {
            if (field.startsWith(UploadColumns.ALIAS)) {
                aliases.put(field.substring(UploadColumns.ALIAS.length()), cell);
            }
        });
        return aliases;
    }

    private Optional<GivenPosition> position() {
        Frame frame = row.said("frame").map(settings.frames()::frame).orElse(settings.frame());
        String east = said(frame.axes().first(), "lon", "x");
        String north = said(frame.axes().second(), "lat", "y");
        Optional<Double> x = number(east);
        Optional<Double> y = number(north);
        if (x.isEmpty() && y.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(frame.position(
                new FramePoint(x.orElseThrow(() -> missing(east, north)), y.orElseThrow(() -> missing(north, east)))));
    }

    /** The field that says a coordinate: as the frame calls it, else as a file may call it all the same. */
    private String said(String name, String degrees, String metres) {
        String other = name.equals(degrees) ? metres : degrees;
        return row.said(name).isEmpty() && row.said(other).isPresent() ? other : name;
    }

    private static SixgridException missing(String field, String other) {
        return SixgridException.invalid(field, field + " is missing, " + other + " is given");
    }

    private Optional<Period> period() {
        Optional<Instant> from = moment("validFrom");
        Optional<Instant> to = moment("validTo");
        if (from.isEmpty() && to.isPresent()) {
            throw missing("validFrom", "validTo");
        }
        return from.map(start -> new Period(Optional.of(start), to));
    }

    private Optional<Device.View> view(String kind, Optional<Device> before) {
        Optional<Double> heading = number("heading");
        Optional<Double> angle = number("viewAngle");
        Optional<Double> range = number("rangeMeters");
        Optional<Device.View> known = before.flatMap(Device::view);
        if (heading.isEmpty() && angle.isEmpty() && range.isEmpty()) {
            return known.or(() -> kind.equals(CAMERA) ? Optional.of(new Device.View(Optional.empty())) : known);
        }
        if (!kind.equals(CAMERA) && known.isEmpty()) {
            throw SixgridException.invalid("heading", "only a camera has a view, this is of kind " + kind);
        }
        Optional<Device.Sector> sector = known.flatMap(Device.View::sector);
        return Optional.of(new Device.View(Optional.of(new Device.Sector(
                heading.or(() -> sector.map(Device.Sector::heading)).orElseThrow(() -> incomplete("heading")),
                angle.or(() -> sector.map(Device.Sector::viewAngle)).orElseThrow(() -> incomplete("viewAngle")),
                range.or(() -> sector.map(Device.Sector::rangeMeters)).orElseThrow(() -> incomplete("rangeMeters"))))));
    }

    private static SixgridException incomplete(String field) {
        return SixgridException.invalid(
                field, field + " is missing: heading, viewAngle and rangeMeters are given together or not at all");
    }

    private Optional<Double> number(String field) {
        return row.said(field).map(text -> {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                throw SixgridException.invalid(field, field + " is not a number");
            }
        });
    }

    private Optional<Instant> moment(String field) {
        return row.said(field).map(text -> {
            try {
                return text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)$")
                        ? OffsetDateTime.parse(text).toInstant()
                        : LocalDateTime.parse(text, LOCAL)
                                .atZone(settings.zone())
                                .toInstant();
            } catch (DateTimeParseException e) {
                throw SixgridException.invalid(
                        field, field + " is not a time, as 2026-01-31, 2026-01-31 08:00 or 2026-01-31T08:00:00+08:00");
            }
        });
    }

    /** A refusal becomes a problem of its own field, or of {@code field} where it names none. */
    private <T> Optional<T> attempt(String field, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (SixgridException e) {
            String named = e.field().orElse(field);
            problem(named, row.said(named).orElse(""), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void problem(String field, String value, String what) {
        problems.add(new Problem(row.number(), field, value, what));
    }
}
