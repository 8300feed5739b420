package io.sixgrid.bench;

import io.sixgrid.bench.IngestRun.Cost;
import io.sixgrid.bench.IngestRun.Latency;
import io.sixgrid.bench.IngestRun.Starter;
import io.sixgrid.bench.IngestRun.Throughput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Messages a second from publish to commit, of the product and of the floor it is held against, in alternating rounds on
 * one machine; see docs/bench.md.
 */
final class IngestBench {
    /** What is shared by the runs of one broker. */
    record Bed(BenchDatabase database, boolean mosquitto, boolean profile, List<String> jvm) {
        String broker() {
            return mosquitto ? "Mosquitto" : "Artemis";
        }
    }

    /** One round of one contender. */
    private record Result(Throughput throughput, Latency latency) {}

    private static final int ROUNDS = 3;
    private static final int CHECKED = 5_000;
    /** Slowly enough for Artemis to keep the order, without which the floor's alerts are others. */
    private static final double CHECKED_A_SECOND = 500;

    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(1);
    /** At which share of the product's rate latencies are taken. */
    private static final double HALF = 0.5;

    private final Bed bed;
    private final boolean quick;
    private final List<Result> floors = new ArrayList<>();
    private final List<Result> products = new ArrayList<>();

    private IngestBench(Bed bed, boolean quick) {
        this.bed = bed;
        this.quick = quick;
    }

    /** Runs what the arguments name: {@code --quick}, {@code --broker NAME}, {@code --soak MINUTES}, {@code --profile}. */
    static void measure(List<String> arguments) throws IOException {
        boolean profile = arguments.contains("--profile");
        Optional<String> broker = value(arguments, "--broker");
        Optional<String> soak = value(arguments, "--soak");
        try (BenchDatabase database = new BenchDatabase(profile)) {
            for (boolean mosquitto : new boolean[] {false, true}) {
                if (broker.isEmpty() || broker.get().equals(mosquitto ? "mosquitto" : "artemis")) {
                    Bed bed = new Bed(database, mosquitto, profile, List.of());
                    IngestBench bench = new IngestBench(bed, arguments.contains("--quick"));
                    if (soak.isPresent()) {
                        IngestSoak.run(bed, Duration.ofMinutes(Long.parseLong(soak.get())));
                    } else {
                        bench.check();
                        bench.rounds();
                        bench.print();
                    }
                }
            }
        }
    }

    /** Fails unless floor and product write the same rows for the same messages. */
    private void check() throws IOException {
        Map<String, String> floor = rows(Floor::start);
        Map<String, String> product = rows(Product::start);
        product.forEach((table, rows) -> {
            if (!rows.equals(floor.get(table))) {
                throw new IllegalStateException("floor and product do not write the same rows of " + table
                        + ":\n  floor   " + floor.get(table) + "\n  product " + rows);
            }
        });
        System.out.println(bed.broker() + ": floor and product write the same rows of " + product.keySet());
    }

    private Map<String, String> rows(Starter starter) throws IOException {
        try (IngestRun run = new IngestRun(bed, starter)) {
            run.load().publish(CHECKED, CHECKED_A_SECOND);
            run.load().stop(CHECK_LIMIT);
            run.requireBalance();
            return run.database().digests();
        }
    }

    private void rounds() throws IOException {
        for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
            // The product first: at half of its rate both are timed.
            products.add(result(Product::start, Optional.empty()));
            double rate = products.get(products.size() - 1).throughput().rate();
            floors.add(result(Floor::start, Optional.of(rate)));
        }
    }

    private Result result(Starter starter, Optional<Double> rate) throws IOException {
        List<String> jvm = bed.profile() ? List.of(recording()) : List.of();
        Bed recorded = new Bed(bed.database(), bed.mosquitto(), bed.profile(), jvm);
        try (IngestRun run = new IngestRun(recorded, starter)) {
            Duration measured = Duration.ofSeconds(quick ? 10 : 30);
            Throughput throughput = run.throughput(measured);
            Latency latency = run.latency(HALF * rate.orElse(throughput.rate()), SETTLE, measured);
            Result result = new Result(throughput, latency);
            System.out.println(line(run.contender().name(), List.of(result)));
            System.out.println("    threads, us/msg: " + String.join(", ", throughput.threads()));
            System.out.printf(
                    Locale.ROOT,
                    "    %,d of %,d events late; %,d not relayed when the measuring ended%n",
                    run.database().late(),
                    run.database().events(),
                    throughput.unrelayed());
            throughput.statements().forEach(statement -> System.out.println("    " + statement));
            return result;
        }
    }

    private String recording() {
        Path file =
                Path.of("bench-" + (products.size() + floors.size()) + ".jfr").toAbsolutePath();
        System.out.println("    recording " + file);
        return "-XX:StartFlightRecording:settings=profile,dumponexit=true,filename=" + file;
    }

    private void print() {
        System.out.println("\nIngest with " + bed.broker() + ", medians of " + products.size()
                + " alternating rounds; publish to commit at half of the product's rate:");
        System.out.println(
                "            msg/s   median      p99    CPU us/msg: service  database  broker  publishers  sum");
        System.out.println(line("floor", floors));
        System.out.println(line("product", products));
        double ratio = median(products, r -> r.throughput().rate())
                / median(floors, r -> r.throughput().rate());
        System.out.printf(Locale.ROOT, "  product / floor: %.0f %%%n", 100 * ratio);
    }

    private static String line(String name, List<Result> results) {
        return String.format(
                Locale.ROOT,
                "  %-8s %,7.0f  %,4.0f ms  %,5.0f ms  %18.1f %9.1f %7.1f %11.1f %4.0f",
                name,
                median(results, r -> r.throughput().rate()),
                median(results, r -> r.latency().median()),
                median(results, r -> r.latency().p99()),
                cost(results, Cost::service),
                cost(results, Cost::database),
                cost(results, Cost::broker),
                cost(results, Cost::publishers),
                cost(results, Cost::sum));
    }

    private static double cost(List<Result> results, ToDoubleFunction<Cost> part) {
        return median(results, result -> part.applyAsDouble(result.throughput().cost()));
    }

    private static double median(List<Result> results, ToDoubleFunction<Result> value) {
        double[] sorted = results.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Optional<String> value(List<String> arguments, String option) {
        int at = arguments.indexOf(option);
        return at >= 0 && at + 1 < arguments.size() ? Optional.of(arguments.get(at + 1)) : Optional.empty();
    }
}
