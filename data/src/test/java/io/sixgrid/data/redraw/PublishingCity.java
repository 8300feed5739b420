package io.sixgrid.data.redraw;

import io.sixgrid.data.Progress;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.Redraw;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.grid.StoredPlan;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Coordinate;

/** A {@link DraftCity}, its drafts on their way to revisions, and others who publish besides. It is February 2026. */
final class PublishingCity {
    static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    static final Author PLANNER = new Author("planner", NOW);
    static final Author APPROVER = new Author("approver", NOW);

    final Jdbi jdbi;
    final DraftCity city;
    final ReviewStore reviews;

    PublishingCity(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.city = new DraftCity(jdbi);
        this.reviews = new ReviewStore(jdbi);
    }

    Publishing publishing(boolean twoPerson) {
        Bases bases = new Bases(new GridStore(jdbi), new PlanStore(jdbi), new RevisionQueryStore(jdbi));
        DraftStore drafts = new DraftStore(jdbi);
        return new Publishing(
                drafts, reviews, new Campaigns(drafts, bases, new GridStore(jdbi), new RivalStore(jdbi)), twoPerson);
    }

    /** A draft of one operation or several. */
    long draft(String... operations) {
        return apply(city.open("draft"), operations);
    }

    /** A draft on the boundaries of a moment. */
    long open(Instant at) {
        Draft.Aim aim = new Draft.Aim(Optional.empty(), Optional.empty(), Optional.empty());
        return city.drafts
                .open(new NewDraft("mesh", "draft", Optional.empty(), at, aim), PLANNER)
                .id();
    }

    long apply(long draft, String... operations) {
        for (String operation : operations) {
            var step = city.drafts.apply(
                    draft, DraftCity.json(operation), Planner.ofEverything("planner"), Optional.empty());
            if (step.edit().isEmpty()) {
                throw new IllegalArgumentException(
                        operation + ": " + step.attempt().findings());
            }
        }
        return draft;
    }

    Publishing.Ruling submit(long draft, Instant effective) {
        return publishing(false)
                .submit(
                        draft,
                        new Publishing.Submission(
                                Optional.of(effective),
                                Optional.of("because"),
                                Optional.of("No. 7"),
                                effective.isBefore(NOW)),
                        PLANNER,
                        Optional.empty());
    }

    Publishing.Ruling approve(long draft) {
        return publishing(false)
                .approve(
                        draft,
                        new Publishing.Approval(Optional.empty(), Optional.empty(), 0),
                        APPROVER,
                        Optional.empty());
    }

    /** Submits and approves; fails where conflicts are in the way. */
    long publish(long draft, Instant effective) {
        if (!submit(draft, effective).conflicts().isEmpty()) {
            throw new IllegalStateException(
                    "in conflict: " + submit(draft, effective).conflicts());
        }
        return approve(draft).review().revision().orElseThrow();
    }

    /** The one conflict of a draft that is submitted. */
    Conflict conflict(long draft, Instant effective) {
        var conflicts = submit(draft, effective).conflicts();
        if (conflicts.size() != 1) {
            throw new IllegalStateException("not one conflict: " + conflicts);
        }
        return conflicts.get(0);
    }

    /** Others publish, without a draft. */
    void others(Instant effective, UnaryOperator<Redraw> redraw) {
        new RevisionStore(jdbi)
                .publish(
                        redraw.apply(new Redraw(read(effective))).succession(),
                        new Publication("others", "for reasons", Optional.of("No. 9"), effective),
                        Progress.SILENT);
    }

    StoredPlan read(Instant at) {
        return read(at, Optional.empty());
    }

    StoredPlan read(Instant at, Optional<Instant> known) {
        return new PlanStore(jdbi)
                .read(new GridStore(jdbi).requireScheme("mesh"), at, known)
                .orElseThrow();
    }

    String everything(Instant at) {
        return DraftCity.everything(read(at).plan());
    }

    boolean hasVertex(String code, Coordinate place, Instant at) {
        return Vertices.has(
                read(at).plan().grids().stream()
                        .filter(grid -> grid.code().equals(code))
                        .findFirst()
                        .orElseThrow()
                        .shape(),
                place);
    }

    /** The corner that the base grid shares with those west, south and south-west of it. */
    static Coordinate corner(String code) {
        return DraftCity.MESH.grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow()
                .shape()
                .getCoordinates()[0];
    }

    /** Where {@link #move} takes a corner: outward of the plot in the grid to the north-east of it. */
    static Coordinate moved(Coordinate corner) {
        return new Coordinate(
                io.sixgrid.data.place.Lattice.round(corner.x - 0.0005),
                io.sixgrid.data.place.Lattice.round(corner.y - 0.0005));
    }

    static String move(String code) {
        Coordinate from = corner(code);
        return move(from, moved(from));
    }

    static String move(Coordinate from, Coordinate to) {
        return "{'kind':'move-node','node':[" + from.x + "," + from.y + "],'to':[" + to.x + "," + to.y + "]}";
    }
}
