package io.sixgrid.bench;

import io.sixgrid.bench.AlertMix.Fate;
import io.sixgrid.data.alert.LedgerStore.Counts;
import io.sixgrid.data.db.DatabaseAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One contender with a broker, on a database in which nothing has happened, and the load. Used by one thread. */
final class IngestRun implements AutoCloseable {
    /** Starts a contender. */
    interface Starter {
        Contender start(List<String> jvm, DatabaseAddress database, Optional<Mosquitto> broker) throws IOException;
    }

    /** Microseconds of CPU, each process on its own; those of the broker are zero where it is in the service. */
    record Cost(double service, double database, double broker, double publishers) {
        Cost since(Cost before, double messages) {
            return new Cost(
                    (service - before.service) / messages,
                    (database - before.database) / messages,
                    (broker - before.broker) / messages,
                    (publishers - before.publishers) / messages);
        }

        double sum() {
            return service + database + broker + publishers;
        }
    }

    /**
     * Messages committed a second, and what each cost.
     *
     * @param unrelayed events that were committed and not yet published again when the measuring ended
     */
    record Throughput(double rate, Cost cost, long unrelayed, List<String> threads, List<String> statements) {}

    /** From publish to commit, in milliseconds. */
    record Latency(double median, double p99) {}

    private static final int DEVICES = 500;
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(90);
    private static final long WARM_MESSAGES = 120_000;
    private static final Duration LOOK = Duration.ofMillis(200);
    /** Threads below it are left out, in microseconds a message. */
    private static final double SMALL = 0.5;

    private final Optional<Mosquitto> broker;
    private final BenchDatabaseStore database;
    private final Contender contender;
    private final Load load;
    private final long postmaster;
    private final boolean statements;

    IngestRun(IngestBench.Bed bed, Starter starter) throws IOException {
        statements = bed.profile();
        DatabaseAddress address = bed.database().fresh();
        database = new BenchDatabaseStore(address);
        postmaster = ProcessTime.parent(database.backend());
        broker = bed.mosquitto() ? Optional.of(Mosquitto.start()) : Optional.empty();
        contender = starter.start(bed.jvm(), address, broker);
        load = new Load(contender.mqttPort(), database.spots(DEVICES), database::committed);
    }

    Contender contender() {
        return contender;
    }

    BenchDatabaseStore database() {
        return database;
    }

    Load load() {
        return load;
    }

    /** The steady rate of commits after a warm-up under the same load. */
    Throughput throughput(Duration measured) throws IOException {
        load.saturate();
        warmUp();
        if (statements) {
            database.countStatements();
        }
        long committed = database.committed();
        long start = System.nanoTime();
        Cost before = cost();
        Map<String, Long> threads = ProcessTime.microsByThread(contender.pid());
        pause(measured);
        long messages = database.committed() - committed;
        double seconds = (System.nanoTime() - start) / 1e9;
        Cost cost = cost().since(before, (double) messages);
        List<String> byThread = dearest(threads, ProcessTime.microsByThread(contender.pid()), messages);
        List<String> byStatement = statements ? database.statements(messages) : List.of();
        long unrelayed = database.unrelayed();
        load.stop(DRAIN_LIMIT);
        requireBalance();
        return new Throughput(messages / seconds, cost, unrelayed, byThread, byStatement);
    }

    /** At a steady rate, after a moment to settle. */
    Latency latency(double rate, Duration settle, Duration measured) {
        load.pace(rate);
        pause(settle);
        Instant since = Instant.now();
        pause(measured);
        load.stop(DRAIN_LIMIT);
        requireBalance();
        return new Latency(database.latency(0.5, since), database.latency(0.99, since));
    }

    /** Fails unless what was published is what the ledger says, kind by kind. */
    void requireBalance() {
        Counts ledger = database.ledger();
        String published =
                say(load.published(Fate.STORED), load.published(Fate.DUPLICATE), load.published(Fate.QUARANTINED));
        String committed = say(ledger.stored(), ledger.duplicate(), ledger.quarantined());
        if (!published.equals(committed)) {
            throw new IllegalStateException("the ledger of the " + contender.name() + " says " + committed
                    + "; the publishers say " + published);
        }
    }

    static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() throws IOException {
        load.close();
        contender.close();
        broker.ifPresent(Mosquitto::close);
        database.close();
    }

    private static String say(long stored, long duplicate, long quarantined) {
        return String.format(Locale.ROOT, "%,d stored, %,d duplicate, %,d quarantined", stored, duplicate, quarantined);
    }

    /** Until compilers have seen enough, or the machine is too slow for that. */
    private void warmUp() {
        long giveUp = System.nanoTime() + WARM_UP_LIMIT.toNanos();
        pause(WARM_UP);
        database.analyze();
        while (database.committed() < WARM_MESSAGES && System.nanoTime() < giveUp) {
            pause(LOOK);
        }
    }

    private Cost cost() throws IOException {
        return new Cost(
                ProcessTime.micros(contender.pid()),
                ProcessTime.microsWithChildren(postmaster),
                broker.isPresent() ? ProcessTime.micros(broker.get().process().pid()) : 0,
                ProcessTime.micros(ProcessHandle.current().pid()));
    }

    private static List<String> dearest(Map<String, Long> before, Map<String, Long> after, long messages) {
        record Group(String name, double micros) {}
        List<Group> groups = new ArrayList<>();
        after.forEach((name, micros) ->
                groups.add(new Group(name, (micros - before.getOrDefault(name, 0L)) / (double) messages)));
        return groups.stream()
                .filter(group -> group.micros() >= SMALL)
                .sorted((one, other) -> Double.compare(other.micros(), one.micros()))
                .map(group -> String.format(Locale.ROOT, "%s %.1f", group.name(), group.micros()))
                .toList();
    }
}
