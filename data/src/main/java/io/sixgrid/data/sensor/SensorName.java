package io.sixgrid.data.sensor;

/**
 * One thing that one device measures.
 *
 * @param device the registered id, or what messages call it
 * @param name   as the format says it
 */
public record SensorName(String device, String name) {}
