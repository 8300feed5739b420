package io.sixgrid.data.alert;

import io.sixgrid.data.alert.EpisodeChanges.AlertKey;
import io.sixgrid.data.alert.EpisodeChanges.StoredAlert;
import io.sixgrid.data.alert.EpisodeChanges.Write;
import io.sixgrid.data.alert.FoldedAlert.Ending;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.place.LonLat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** How events and episodes stand in rows: the mapping of {@link EpisodeStore}. */
final class EpisodeRowStore {
    private EpisodeRowStore() {}

    static StoredAlert alert(ResultSet row) throws SQLException {
        Optional<Ending> ending = Optional.empty();
        String closedBy = row.getString("closed_by");
        if (closedBy != null && !closedBy.equals(Ending.SILENCE)) {
            ending = Optional.of(new Ending(row.getTimestamp("closed").toInstant(), closedBy));
        }
        FoldedAlert alert = new FoldedAlert(
                new FoldedAlert.Opening(
                        row.getLong("event_id"),
                        row.getString("source"),
                        row.getTimestamp("opened").toInstant()),
                new FoldedAlert.Last(row.getTimestamp("last_seen").toInstant(), Phase.ofRank(row.getInt("last_rank"))),
                new FoldedAlert.Worst(
                        Severity.of(row.getInt("severity")), Optional.ofNullable(row.getString("source_severity"))),
                new FoldedAlert.Said(
                        Optional.ofNullable(row.getString("text")), Optional.ofNullable(row.getString("media"))),
                standing(row),
                row.getInt("events"),
                row.getBoolean("skewed"),
                moment(row, "auto_close"),
                ending);
        return new StoredAlert(row.getLong("id"), new AlertKey(row.getString("device"), row.getString("kind")), alert);
    }

    static Event event(ResultSet row) throws SQLException {
        Instant at = row.getTimestamp("at").toInstant();
        Reported said = new Reported(
                row.getString("device"),
                row.getString("kind"),
                Phase.parse(row.getString("phase")),
                Severity.of(row.getInt("severity")),
                Optional.ofNullable(row.getString("source_severity")),
                Optional.empty(),
                Optional.ofNullable(row.getString("text")),
                Optional.ofNullable(row.getString("media")),
                moment(row, "auto_close").map(deadline -> Duration.between(at, deadline)));
        return new Event(
                row.getLong("id"),
                new MessageId(row.getString("source"), row.getString("message_key")),
                said,
                at,
                row.getBoolean("skewed"),
                standing(row));
    }

    /** Binds the columns of {@code ROWS}. */
    static <S extends SqlStatement<S>> S bind(S statement, List<Write> writes) {
        new Columns<>(statement, writes)
                .bigint("ids", write -> write.id().orElse(null))
                .text("devices", write -> write.key().device())
                .text("kinds", write -> write.key().kind())
                .bigint("eventIds", write -> write.alert().opening().eventId());
        new Columns<>(statement, writes.stream().map(Write::alert).toList())
                .text("states", alert -> alert.ending().isPresent() ? "closed" : "open")
                .integer("severities", alert -> alert.worst().severity().level())
                .text("sourceSeverities", alert -> alert.worst().source().orElse(null))
                .moment("openeds", alert -> alert.opening().at())
                .moment("lastSeens", alert -> alert.last().at())
                .integer("lastRanks", alert -> alert.last().phase().rank())
                .moment("closeds", alert -> alert.ending().map(Ending::at).orElse(null))
                .text("closedBys", alert -> alert.ending().map(Ending::by).orElse(null))
                .moment("autoCloses", alert -> alert.autoClose().orElse(null))
                .integer("events", FoldedAlert::events)
                .text("sources", alert -> alert.opening().source())
                .text("texts", alert -> alert.said().text().orElse(null))
                .text("medias", alert -> alert.said().media().orElse(null))
                .decimal(
                        "lons",
                        alert -> alert.standing().place().map(LonLat::lon).orElse(null))
                .decimal(
                        "lats",
                        alert -> alert.standing().place().map(LonLat::lat).orElse(null))
                .ids("chains", alert -> alert.standing().chain())
                .text(
                        "unplaceds",
                        alert -> alert.standing().unplaced().map(Unplaced::code).orElse(null))
                .bool("skeweds", FoldedAlert::skewed);
        return statement;
    }

    private static Standing standing(ResultSet row) throws SQLException {
        double lon = row.getDouble("lon");
        Optional<LonLat> place = row.wasNull() ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble("lat")));
        return new Standing(
                place,
                List.of((Long[]) row.getArray("chain").getArray()),
                Optional.ofNullable(row.getString("unplaced")).map(Unplaced::parse));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
