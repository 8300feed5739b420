package io.sixgrid.geo.quarantine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.data.ledger.LedgerStore.Entry;
import io.sixgrid.data.ledger.Outcomes;
import java.util.List;
import java.util.stream.Stream;

/** The ledger as metrics: of every worker there is, not only of this process. */
public final class LedgerMetrics {
    private final LedgerStore ledger;
    private final MultiGauge messages;
    private final MultiGauge contents;

    public LedgerMetrics(LedgerStore ledger, MeterRegistry registry) {
        this.ledger = ledger;
        messages = MultiGauge.builder("sixgrid.ledger.messages")
                .description("Messages by source: received = stored + duplicate + quarantined + in_flight")
                .register(registry);
        contents = MultiGauge.builder("sixgrid.ledger.contents")
                .description("What stored messages held: events, readings, alerts opened")
                .register(registry);
    }

    /** Reads the ledger. */
    public void refresh() {
        List<Entry> sources = ledger.sources();
        messages.register(sources.stream().flatMap(LedgerMetrics::messages).toList(), true);
        contents.register(sources.stream().flatMap(LedgerMetrics::contents).toList(), true);
    }

    private static Stream<Row<?>> messages(Entry entry) {
        Outcomes outcomes = entry.outcomes();
        return Stream.of(
                row(entry, "received", entry.received()),
                row(entry, "stored", outcomes.stored()),
                row(entry, "duplicate", outcomes.duplicate()),
                row(entry, "quarantined", outcomes.quarantined()),
                row(entry, "in_flight", entry.inFlight()),
                row(entry, "returned", entry.returned()),
                row(entry, "condensed", outcomes.condensed()));
    }

    private static Stream<Row<?>> contents(Entry entry) {
        Outcomes outcomes = entry.outcomes();
        return Stream.of(
                row(entry, "events", outcomes.events()),
                row(entry, "readings", outcomes.readings()),
                row(entry, "alerts", outcomes.alerts()));
    }

    private static Row<?> row(Entry entry, String what, long count) {
        return Row.of(Tags.of("source", entry.source(), "what", what), count);
    }
}
