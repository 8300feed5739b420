package io.sixgrid.data.alert;

/** All SQL that stores messages, events, readings and quarantine, and folds events into alerts. */
public final class EventStore {
    private EventStore() {}
}
