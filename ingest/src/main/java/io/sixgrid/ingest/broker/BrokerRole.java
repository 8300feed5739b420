package io.sixgrid.ingest.broker;

/** What a client of the broker may do. */
public enum BrokerRole {
    /** Everything: Sixgrid itself. */
    SERVICE,
    /** Publishes anything but placed events, and subscribes to placed events only. */
    DEVICE
}
