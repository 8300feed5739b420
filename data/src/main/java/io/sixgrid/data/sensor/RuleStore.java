package io.sixgrid.data.sensor;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.AuditEntry;
import io.sixgrid.data.audit.AuditStore;
import io.sixgrid.data.audit.Author;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * All SQL of {@code rule}. {@link #current} is what evaluation asks: it reads the rules again only when their revision
 * moved, at which it looks once a second. Safe for use by several threads.
 */
public final class RuleStore {
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String THING = "rule";

    // Looked at before the rules are read: what is committed in between is read now, and once more at the next look.
    private static final String REVISION = "select number from rule_revision";
    private static final String ALL = "select * from rule order by id";
    private static final String FIND = "select * from rule where id = :id";
    private static final String LOCK = "select * from rule where id = :id for update";
    private static final String LIST = """
            select * from rule
            where (:type::text is null or type = :type)
              and (:grid::bigint is null or grid_id = :grid)
              and (:alertKind::text is null or alert_kind = :alertKind)
              and (:enabled::boolean is null or enabled = :enabled)
              and (:origin::text is null or origin = :origin)
              and id > :after
            order by id
            """;
    private static final String TAKEN = "select exists (select from rule where name = :name and id <> :id)";
    private static final String INSERT = """
            insert into rule (type, name, note, kinds, grid_id, priority, readings, units, side, bound, clear, hold_millis,
                time_from, time_to, silent_millis, alert_kind, severity, text, enabled, changed, changed_by)
            values (:type, :name, :note, :kinds, :grid, :priority, :readings, :units, :side, :bound, :clear, :hold,
                :from, :to, :silent, :alertKind, :severity, :text, :enabled, :changed, :changedBy)
            returning *
            """;
    private static final String UPDATE = """
            update rule set type = :type, name = :name, note = :note, kinds = :kinds, grid_id = :grid, priority = :priority,
                readings = :readings, units = :units, side = :side, bound = :bound, clear = :clear, hold_millis = :hold,
                time_from = :from, time_to = :to, silent_millis = :silent, alert_kind = :alertKind, severity = :severity,
                text = :text, enabled = :enabled, changed = :changed, changed_by = :changedBy
            where id = :id
            returning *
            """;
    private static final String RESET = """
            update rule r set type = i.type, name = i.name, note = i.note, kinds = i.kinds, grid_id = i.grid_id,
                priority = i.priority, readings = i.readings, units = i.units, side = i.side, bound = i.bound,
                clear = i.clear, hold_millis = i.hold_millis, time_from = i.time_from, time_to = i.time_to,
                silent_millis = i.silent_millis, alert_kind = i.alert_kind, severity = i.severity, text = i.text,
                enabled = i.enabled, changed = :changed, changed_by = :changedBy
            from (select (jsonb_populate_record(null::rule, initial)).* from rule where id = :id) i
            where r.id = :id
            returning r.*
            """;
    private static final String DELETE = "delete from rule where id = :id";

    private final Jdbi jdbi;
    private final ZoneId zone;
    private volatile RuleBook known;
    private volatile long looked = System.nanoTime() - LOOK_NANOS;

    /** @param zone the city's, in which rules say times of day */
    public RuleStore(Jdbi jdbi, ZoneId zone) {
        this.jdbi = jdbi;
        this.zone = zone;
        this.known = new RuleBook(0, zone, List.of());
    }

    /** The rules as they are, or were a second ago; read over {@code handle} where they are to be read again. */
    public RuleBook current(Handle handle) {
        long now = System.nanoTime();
        if (now - looked < LOOK_NANOS) {
            return known;
        }
        long revision = handle.createQuery(REVISION).mapTo(Long.class).one();
        if (revision != known.revision()) {
            List<Rule> rules = handle.createQuery(ALL)
                    .map((row, context) -> RuleRows.read(row))
                    .list();
            known = new RuleBook(revision, zone, rules);
        }
        looked = now;
        return known;
    }

    /** {@link #current(Handle)} over a connection of its own. */
    public RuleBook current() {
        return jdbi.withHandle(this::current);
    }

    /**
     * Which rules a list wants; an empty part wants all.
     *
     * @param gridId that name this very grid
     */
    public record Filter(
            Optional<String> type,
            Optional<Long> gridId,
            Optional<String> alertKind,
            Optional<Boolean> enabled,
            Optional<Boolean> isDefault) {}

    /**
     * Rules by id.
     *
     * @param after the id of the last one of the page before, 0 for the first page
     */
    public List<Rule> list(Filter filter, long after, int limit) {
        return jdbi.withHandle(h -> h.createQuery(LIST + "limit :limit")
                .bind("type", filter.type())
                .bind("grid", filter.gridId())
                .bind("alertKind", filter.alertKind())
                .bind("enabled", filter.enabled())
                .bind("origin", filter.isDefault().map(RuleRows::origin))
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> RuleRows.read(row))
                .list());
    }

    public Optional<Rule> find(long id) {
        return jdbi.withHandle(h -> find(h, FIND, id));
    }

    /** A new rule; fails where another has its name. */
    public Rule create(RuleDefinition definition, Author by) {
        return jdbi.inTransaction(handle -> {
            requireFree(handle, definition.name(), 0);
            Rule created = RuleRows.bind(handle.createQuery(INSERT), definition, by)
                    .map((row, context) -> RuleRows.read(row))
                    .one();
            audit(handle, by, "create", created);
            return created;
        });
    }

    /** Says all of a rule anew; fails where there is none, or another has its name. */
    public Rule change(long id, RuleDefinition definition, Author by) {
        return jdbi.inTransaction(handle -> {
            required(handle, id);
            requireFree(handle, definition.name(), id);
            Rule changed = RuleRows.bind(handle.createQuery(UPDATE), definition, by)
                    .bind("id", id)
                    .map((row, context) -> RuleRows.read(row))
                    .one();
            audit(handle, by, "change", changed);
            return changed;
        });
    }

    /** Puts a default back to what it came as. */
    public Rule reset(long id, Author by) {
        return jdbi.inTransaction(handle -> {
            Rule rule = required(handle, id);
            if (!rule.isDefault()) {
                throw SixgridException.conflict("rule " + id + " is not a default: there is nothing to put back");
            }
            Rule reset = handle.createQuery(RESET)
                    .bind("id", id)
                    .bind("changed", by.at())
                    .bind("changedBy", by.name())
                    .map((row, context) -> RuleRows.read(row))
                    .one();
            audit(handle, by, "reset", reset);
            return reset;
        });
    }

    /** Deletes a rule that is no default; what it opened is closed by whoever notices. */
    public void delete(long id, Author by) {
        jdbi.useTransaction(handle -> {
            Rule rule = required(handle, id);
            if (rule.isDefault()) {
                throw SixgridException.conflict("rule " + id + " is a default, which is not deleted: disable it");
            }
            handle.createUpdate(DELETE).bind("id", id).execute();
            audit(handle, by, "delete", rule);
        });
    }

    private static Optional<Rule> find(Handle handle, String sql, long id) {
        return handle.createQuery(sql)
                .bind("id", id)
                .map((row, context) -> RuleRows.read(row))
                .findOne();
    }

    private static Rule required(Handle handle, long id) {
        return find(handle, LOCK, id).orElseThrow(() -> SixgridException.notFound("no rule " + id));
    }

    private static void requireFree(Handle handle, String name, long id) {
        boolean taken = handle.createQuery(TAKEN)
                .bind("name", name)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
        if (taken) {
            throw SixgridException.invalid("name", "another rule has this name: " + name);
        }
    }

    private static void audit(Handle handle, Author by, String action, Rule rule) {
        AuditStore.append(
                handle,
                by,
                List.of(new AuditEntry(action, THING, Long.toString(rule.id()), RuleRows.said(rule.definition()))));
    }
}
