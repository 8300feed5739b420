package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.alert.Arrival;

/**
 * A message in hand.
 *
 * @param settled to be run once, when what became of the message is committed: acknowledges it and frees its place
 */
public record Inbound(Arrival arrival, Runnable settled) {}
