package io.sixgrid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@code ./sixgrid bench [locator|proof|formats|live|ingest|import|redraw] [--quick]}: prints each figure, its ratio to the others, and
 * the machine; see docs/bench.md.
 */
public final class Bench {
    private Bench() {}

    /** Runs what is named, or all. */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(arguments);
        boolean quick = wanted.contains("--quick");
        boolean all = wanted.stream().allMatch(argument -> argument.startsWith("--"));
        System.out.println(machine());
        if (all || wanted.contains("locator")) {
            locator(quick);
        }
        if (all || wanted.contains("proof")) {
            ProofCost.measure(quick);
        }
        if (all || wanted.contains("formats")) {
            FormatCost.measure(quick);
        }
        if (all || wanted.contains("live")) {
            LiveLatency.measure(quick ? 20 : 60);
        }
        if (all || wanted.contains("ingest")) {
            IngestBench.measure(wanted);
        }
        if (all || wanted.contains("import")) {
            ImportBench.measure(wanted);
        }
        if (all || wanted.contains("redraw")) {
            RedrawBench.measure(wanted);
        }
        // Libraries leave threads behind that are no daemons.
        System.exit(0);
    }

    private static void locator(boolean quick) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(LocatorBenchmark.class.getSimpleName()).jvmArgsAppend("-Xmx2g");
        if (quick) {
            options.forks(1).warmupIterations(2).measurementIterations(3).measurementTime(TimeValue.seconds(1));
        }
        Map<String, Double> pointsPerSecond = throughput(options.build());
        double tree = pointsPerSecond.getOrDefault("tree", Double.NaN);
        double postgis = pointsPerSecond.getOrDefault("postgis", Double.NaN);
        System.out.println("\nPlacing, 885 base grids, one in ten points on a border:");
        pointsPerSecond.forEach((way, rate) -> System.out.printf(
                Locale.ROOT,
                "  %-11s %,14.0f points/s  %7.2f x tree  %9.1f x PostGIS%n",
                way,
                rate,
                rate / tree,
                rate / postgis));
    }

    private static Map<String, Double> throughput(Options options) throws RunnerException {
        Collection<RunResult> results = new Runner(options).run();
        Map<String, Double> rates = new TreeMap<>();
        results.forEach(result -> rates.put(
                result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore()));
        return rates;
    }

    private static String machine() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown processor");
        return "Machine: " + Runtime.getRuntime().availableProcessors() + " cores, " + processor + ", "
                + Runtime.version() + ", load "
                + Files.readString(Path.of("/proc/loadavg")).strip();
    }
}
