package io.sixgrid.data.audit;

import java.util.Map;

/**
 * What was done to which thing.
 *
 * @param action a word, e.g. {@code close}
 * @param thing  the kind of thing, e.g. {@code incident}
 * @param id     its id as text
 * @param detail what it was set to, as far as that helps whoever reads it later
 */
public record AuditEntry(String action, String thing, String id, Map<String, Object> detail) {
    public AuditEntry {
        detail = Map.copyOf(detail);
    }

    public AuditEntry(String action, String thing, String id) {
        this(action, thing, id, Map.of());
    }
}
