package io.sixgrid.data.sensor;

import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.audit.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** How rules stand in rows: the mapping of {@link RuleStore}. */
final class RuleRows {
    private static final String DEFAULT = "default";
    private static final String CUSTOM = "custom";

    private RuleRows() {}

    static String origin(boolean isDefault) {
        return isDefault ? DEFAULT : CUSTOM;
    }

    static Rule read(ResultSet row) throws SQLException {
        long grid = row.getLong("grid_id");
        Optional<Long> gridId = row.wasNull() ? Optional.empty() : Optional.of(grid);
        Watch watch = row.getString("type").equals(Silence.TYPE)
                ? new Silence(Duration.ofMillis(row.getLong("silent_millis")))
                : threshold(row);
        return new Rule(
                row.getLong("id"),
                new RuleDefinition(
                        row.getString("name"),
                        row.getString("note"),
                        new RuleScope(pattern(row, "kinds"), gridId, row.getInt("priority")),
                        watch,
                        new AlertTerms(
                                row.getString("alert_kind"),
                                Severity.of(row.getInt("severity")),
                                row.getString("text")),
                        row.getBoolean("enabled")),
                row.getString("origin").equals(DEFAULT),
                row.getTimestamp("changed").toInstant(),
                row.getString("changed_by"));
    }

    private static Threshold threshold(ResultSet row) throws SQLException {
        LocalTime from = row.getObject("time_from", LocalTime.class);
        LocalTime to = row.getObject("time_to", LocalTime.class);
        return new Threshold(
                pattern(row, "readings").orElseThrow(),
                pattern(row, "units"),
                Threshold.Side.valueOf(row.getString("side").toUpperCase(Locale.ROOT)),
                row.getDouble("bound"),
                row.getDouble("clear"),
                Duration.ofMillis(row.getLong("hold_millis")),
                from == null ? Optional.empty() : Optional.of(new DayTime(from, to)));
    }

    /** Binds the columns of {@code INSERT} and {@code UPDATE}. */
    static <S extends SqlStatement<S>> S bind(S statement, RuleDefinition rule, Author by) {
        Optional<Threshold> threshold =
                rule.watch() instanceof Threshold watched ? Optional.of(watched) : Optional.empty();
        Optional<Silence> silence = rule.watch() instanceof Silence watched ? Optional.of(watched) : Optional.empty();
        return statement
                .bind("type", rule.watch().type())
                .bind("name", rule.name())
                .bind("note", rule.note())
                .bind("kinds", rule.scope().kinds().map(NamePattern::text))
                .bind("grid", rule.scope().gridId())
                .bind("priority", rule.scope().priority())
                .bind("readings", threshold.map(watched -> watched.readings().text()))
                .bind("units", threshold.flatMap(Threshold::units).map(NamePattern::text))
                .bind("side", threshold.map(watched -> watched.side().code()))
                .bind("bound", threshold.map(Threshold::bound))
                .bind("clear", threshold.map(Threshold::clear))
                .bind("hold", threshold.map(watched -> watched.hold().toMillis()))
                .bind("from", time(threshold.flatMap(Threshold::time).map(DayTime::from)))
                .bind("to", time(threshold.flatMap(Threshold::time).map(DayTime::to)))
                .bind("silent", silence.map(watched -> watched.interval().toMillis()))
                .bind("alertKind", rule.alert().kind())
                .bind("severity", rule.alert().severity().level())
                .bind("text", rule.alert().text())
                .bind("enabled", rule.enabled())
                .bind("changed", by.at())
                .bind("changedBy", by.name());
    }

    /** What the audit keeps of a rule: its numbers. */
    static Map<String, Object> said(RuleDefinition rule) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("name", rule.name());
        said.put("enabled", rule.enabled());
        said.put("severity", rule.alert().severity().level());
        rule.scope().kinds().ifPresent(kinds -> said.put("kind", kinds.text()));
        rule.scope().gridId().ifPresent(grid -> said.put("gridId", grid));
        if (rule.watch() instanceof Threshold threshold) {
            said.put(threshold.side().code(), threshold.bound());
            said.put("clear", threshold.clear());
            said.put("hold", threshold.hold().toString());
        }
        if (rule.watch() instanceof Silence silence) {
            said.put("interval", silence.interval().toString());
        }
        return said;
    }

    private static Optional<Time> time(Optional<LocalTime> time) {
        return time.map(Time::valueOf);
    }

    private static Optional<NamePattern> pattern(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? Optional.empty() : Optional.of(NamePattern.parse(column, text));
    }
}
