package io.sixgrid.data.redraw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.locationtech.jts.geom.LineString;

/**
 * An operation of a draft, with what it changed.
 *
 * @param seq     from 1, without a gap
 * @param payload as it was asked for, {@code kind} included
 * @param borders the edges that it changed, whole, as they were
 */
public record StoredOperation(
        int seq, String kind, ObjectNode payload, Edit edit, List<LineString> borders, String author, Instant at) {
    public StoredOperation {
        borders = List.copyOf(borders);
    }

    /** Reads it again, to be applied to other boundaries. */
    public Operation operation() {
        return OperationReader.read(payload);
    }

    StoredOperation numbered(int other) {
        return new StoredOperation(other, kind, payload, edit, borders, author, at);
    }
}
