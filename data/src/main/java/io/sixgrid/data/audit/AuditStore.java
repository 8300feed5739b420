package io.sixgrid.data.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sixgrid.data.Json;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** All SQL of {@code audit}: rows are only added, in the transaction of the change they tell of. */
public final class AuditStore {
    private static final String APPEND = """
            insert into audit (at, actor, action, thing, id_text, detail)
            select :at::timestamptz, :actor, e.action, e.thing, e.id_text, e.detail::jsonb
            from unnest(:actions, :things, :ids, :details) as e (action, thing, id_text, detail)
            """;

    private AuditStore() {}

    /** Writes in the transaction of {@code handle} what {@code by} did. */
    public static void append(Handle handle, Author by, List<AuditEntry> entries) {
        handle.createUpdate(APPEND)
                .bind("at", by.at())
                .bind("actor", by.name())
                .bindArray(
                        "actions",
                        String.class,
                        entries.stream().map(AuditEntry::action).toArray())
                .bindArray(
                        "things",
                        String.class,
                        entries.stream().map(AuditEntry::thing).toArray())
                .bindArray(
                        "ids",
                        String.class,
                        entries.stream().map(AuditEntry::id).toArray())
                .bindArray(
                        "details",
                        String.class,
                        entries.stream().map(AuditStore::detail).toArray())
                .execute();
    }

    private static String detail(AuditEntry entry) {
        try {
            return Json.mapper().writeValueAsString(entry.detail());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a detail that is no JSON: " + entry, e);
        }
    }
}
