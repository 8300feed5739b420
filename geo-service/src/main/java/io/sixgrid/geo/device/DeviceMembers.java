package io.sixgrid.geo.device;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.device.Period;
import io.sixgrid.data.device.Registration;
import io.sixgrid.geo.http.Members;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads a device or a video point out of a request. */
final class DeviceMembers {
    private static final Set<String> DEVICE = Set.of(
            "id",
            "kind",
            "name",
            "owner",
            "gateway",
            "aliases",
            "lon",
            "lat",
            "x",
            "y",
            "frame",
            "validFrom",
            "validTo");
    private static final Set<String> VIEW = Set.of("heading", "viewAngle", "rangeMeters");

    /** What a list answers besides: accepted and not looked at, so that what was read can be changed and sent back. */
    private static final Set<String> ANSWERED = Set.of("given", "chain", "since", "retired", "presence", "warnings");

    private DeviceMembers() {}

    /**
     * @param id         as the path says it; a body may leave it out, but not say another
     * @param videoPoint whether it sees something: only then it may say what
     */
    static Registration parse(Members members, Optional<String> id, boolean videoPoint) {
        Set<String> known = new HashSet<>(DEVICE);
        known.addAll(ANSWERED);
        if (videoPoint) {
            known.addAll(VIEW);
        }
        members.only(known);
        String wanted = id.orElseGet(() -> members.requiredText("id"));
        members.text("id").filter(said -> !said.equals(wanted)).ifPresent(said -> {
            throw SixgridException.invalid("id", "the id in the body is " + said + ", in the path " + wanted);
        });
        Device device = new Device(
                wanted,
                members.text("kind").orElseGet(() -> videoPoint ? "camera" : members.requiredText("kind")),
                members.requiredText("name"),
                members.text("owner"),
                members.text("gateway"),
                members.texts("aliases"),
                members.position(),
                videoPoint ? Optional.of(new Device.View(sector(members))) : Optional.empty());
        return new Registration(device, period(members));
    }

    private static Optional<Period> period(Members members) {
        Period period = new Period(members.instant("validFrom"), members.instant("validTo"));
        if (period.from().isEmpty() && period.to().isPresent()) {
            throw SixgridException.invalid("validFrom", "validFrom is missing, validTo is given");
        }
        return Optional.of(period).filter(said -> said.from().isPresent());
    }

    private static Optional<Device.Sector> sector(Members members) {
        Optional<Double> heading = members.number("heading");
        Optional<Double> angle = members.number("viewAngle");
        Optional<Double> range = members.number("rangeMeters");
        if (heading.isEmpty() && angle.isEmpty() && range.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Device.Sector(
                heading.orElseThrow(() -> missing("heading")),
                angle.orElseThrow(() -> missing("viewAngle")),
                range.orElseThrow(() -> missing("rangeMeters"))));
    }

    private static SixgridException missing(String name) {
        return SixgridException.invalid(
                name, name + " is missing: heading, viewAngle and rangeMeters are given together or not at all");
    }
}
