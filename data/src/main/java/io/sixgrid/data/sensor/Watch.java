package io.sixgrid.data.sensor;

/** What a rule looks at: {@link Threshold} or {@link Silence}. */
public sealed interface Watch permits Threshold, Silence {
    /** As HTTP and the database write it. */
    String type();
}
