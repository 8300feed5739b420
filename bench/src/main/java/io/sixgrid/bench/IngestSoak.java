package io.sixgrid.bench;

import io.sixgrid.bench.IngestRun.Throughput;
import io.sixgrid.data.alert.LedgerStore.Counts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;

/** The product alone for minutes at four fifths of its rate: memory, backlog, and the ledger at the end. */
final class IngestSoak {
    private static final double SHARE = 0.8;
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);
    private static final double MEGABYTE = 1 << 20;

    private IngestSoak() {}

    static void run(IngestBench.Bed bed, Duration time) throws IOException {
        try (IngestRun run = new IngestRun(bed, Product::start)) {
            Throughput throughput = run.throughput(MEASURED);
            double rate = SHARE * throughput.rate();
            System.out.printf(
                    Locale.ROOT,
                    "%n%d minutes with %s at %,.0f msg/s, four fifths of %,.0f:%n",
                    time.toMinutes(),
                    bed.broker(),
                    rate,
                    throughput.rate());
            System.out.println("  seconds  committed  backlog  resident MB  heap after GC MB");
            run.load().pace(rate);
            for (Duration past = LOOK; past.compareTo(time) <= 0; past = past.plus(LOOK)) {
                IngestRun.pause(LOOK);
                long committed = run.database().committed();
                System.out.printf(
                        Locale.ROOT,
                        "  %7d %,10d %,8d %,12d %,17.0f%n",
                        past.toSeconds(),
                        committed,
                        run.load().published() - committed,
                        ProcessTime.residentMegabytes(run.contender().pid()),
                        heapAfterCollection(((Product) run.contender()).httpPort()) / MEGABYTE);
            }
            run.load().stop(DRAIN_LIMIT);
            run.requireBalance();
            Counts ledger = run.database().ledger();
            System.out.printf(
                    Locale.ROOT,
                    "  ledger: %,d published = %,d received = %,d stored + %,d duplicate + %,d quarantined%n",
                    run.load().published(),
                    ledger.received(),
                    ledger.stored(),
                    ledger.duplicate(),
                    ledger.quarantined());
        }
    }

    /** Bytes that outlived the last full marking; zero before the first, as {@code /metrics} says. */
    private static double heapAfterCollection(int httpPort) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/metrics"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("jvm_gc_live_data_size_bytes"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
