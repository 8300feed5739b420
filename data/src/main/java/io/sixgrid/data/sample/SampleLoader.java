package io.sixgrid.data.sample;

import io.sixgrid.data.Progress;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.RevisionStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts the sample city into a database that has no scheme yet, through the same doors as any other city. */
public final class SampleLoader {
    /** The sample's boundaries and devices are valid from here on, so that old messages find their grid too. */
    private static final Instant EFFECTIVE = Instant.parse("2020-01-01T00:00:00Z");

    private static final int DEVICES_A_BATCH = 500;

    /** By which its codes are made, level 1 first. */
    static final List<String> CODE_RULES =
            List.of("statistical-village", "city-precinct", "city-grid", "city-compound", "city-building", "city-unit");

    private final Database database;
    private final RevisionStore revisions;
    private final RegistrationStore registrations;
    private final Boundaries boundaries;
    private final CodeStore codes;

    public SampleLoader(
            Database database, RevisionStore revisions, RegistrationStore registrations, Boundaries boundaries) {
        this.database = database;
        this.revisions = revisions;
        this.registrations = registrations;
        this.boundaries = boundaries;
        this.codes = new CodeStore(database.jdbi());
    }

    /**
     * Generates, proves and stores the city, boundaries and devices in one transaction: who interrupts it finds the
     * database as empty as before. {@code boundaries} answer by it afterwards; where it fails they are not to be used
     * again. Takes about half a minute.
     */
    public void load(Instant now, Progress progress) {
        SampleCity city = SampleCity.generate(progress);
        progress.advance("proving the boundaries", 0, 1);
        Plan plan = Plan.of(city.scheme(), city.outline(), List.of(), city.grids());
        progress.advance("proving the boundaries", 1, 1);
        store(plan, city.devices(), now, progress);
    }

    void store(Plan plan, List<Device> devices, Instant now, Progress progress) {
        database.inOneTransaction(() -> {
            revisions.found(plan, new Publication("sample", "sample city", Optional.empty(), EFFECTIVE), progress);
            plan.scheme()
                    .levels()
                    .forEach(level -> codes.assign(
                            plan.scheme().code(),
                            level.number(),
                            CODE_RULES.stream().skip(level.number() - 1L).findFirst()));
            boundaries.refresh();
            for (int from = 0; from < devices.size(); from += DEVICES_A_BATCH) {
                int to = Math.min(devices.size(), from + DEVICES_A_BATCH);
                registrations.put(devices.subList(from, to), new Author("sample", now));
                progress.advance("registering devices", to, devices.size());
            }
        });
        database.analyze();
    }
}
