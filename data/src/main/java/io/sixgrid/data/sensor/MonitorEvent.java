package io.sixgrid.data.sensor;

import io.sixgrid.data.alert.Phase;
import java.time.Instant;

/**
 * What monitoring says of a device: an event of Sixgrid's own.
 *
 * @param alert of the worst crossing that opened it, or the one that ended last
 * @param value that crossed
 * @param at    later than whatever was said of this device before
 */
public record MonitorEvent(String device, Phase phase, AlertTerms alert, double value, Instant at) {}
