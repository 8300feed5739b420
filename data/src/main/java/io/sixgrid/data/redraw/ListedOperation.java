package io.sixgrid.data.redraw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An operation of a draft, without what it changed.
 *
 * @param seq     from 1, without a gap
 * @param payload as it was asked for, {@code kind} included
 */
public record ListedOperation(int seq, String kind, ObjectNode payload, String author, Instant at) {}
