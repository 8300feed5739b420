package io.sixgrid.data.grid;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** A mesh of four districts, founded in January, and what is published of it. */
final class PublishedMesh {
    static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    static final MeshCity MESH = new MeshCity(6, 1);

    private final Jdbi jdbi;
    private final RevisionStore revisions;
    private final PlanStore plans;

    PublishedMesh(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.revisions = new RevisionStore(jdbi);
        this.plans = new PlanStore(jdbi);
        revisions.found(
                Plan.of(MeshCity.SCHEME, MESH.outline(), List.of(), MESH.grids()),
                publication(FOUNDED),
                Progress.SILENT);
    }

    void publish(Redraw redraw, Instant effective) {
        revisions.publish(redraw.succession(), publication(effective), Progress.SILENT);
    }

    static Publication publication(Instant effective) {
        return new Publication("test", "because", Optional.of("No. 1"), effective);
    }

    StoredPlan read(Instant at) {
        return plans.read(new GridStore(jdbi).requireScheme("mesh"), at, Optional.empty())
                .orElseThrow();
    }

    String name(String code, Instant at) {
        return grid(read(at), code).name();
    }

    String name(String code, Instant at, Instant known) {
        StoredPlan plan = plans.read(new GridStore(jdbi).requireScheme("mesh"), at, Optional.of(known))
                .orElseThrow();
        return grid(plan, code).name();
    }

    static Grid grid(StoredPlan plan, String code) {
        return requireNonNull(byCode(plan.plan()).get(code), code);
    }

    static Map<String, Grid> byCode(Plan plan) {
        return plan.grids().stream().collect(Collectors.toMap(Grid::code, grid -> grid));
    }

    long newest() {
        return jdbi.withHandle(h ->
                h.createQuery("select max(id) from revision").mapTo(Long.class).one());
    }

    String ledger(String code) {
        return jdbi.withHandle(h -> h.createQuery("select retired, reason from code_ledger where code = :code")
                .bind("code", code)
                .map((row, context) -> row.getTimestamp("retired") == null
                        ? "in use"
                        : row.getTimestamp("retired").toInstant() + " " + row.getString("reason"))
                .one());
    }
}
