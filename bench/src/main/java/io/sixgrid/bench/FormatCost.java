package io.sixgrid.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.place.Frames;
import io.sixgrid.ingest.format.DecodedMessage;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.format.FormatExample;
import io.sixgrid.ingest.format.FormatFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What it costs to understand a message, beside reading its bytes and nothing more: Jackson's tree of JSON, the platform's
 * reader over XML, decoding text. Both by turns of some milliseconds in one process in which all formats run, as in a
 * worker. What counts is the thread's own processor time and the ratio of two neighbouring turns, so that a machine that
 * is shared does not say it.
 */
final class FormatCost {
    /** The limit for what is read by JSON Pointers. */
    private static final double MOST = 3;

    private static final JsonMapper JACKSON = new JsonMapper();
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** By turns of all formats, so that the compiler knows that there are many. */
    private static final int WARM_UPS = 6;

    /** Between two looks at the clock, which costs some microseconds. */
    private static final int ROUNDS = 20;

    private static final Instant RECEIVED = Instant.parse("2026-11-22T08:50:00Z");

    /** How a body is written. */
    private enum Form {
        JSON,
        XML,
        TEXT;

        static Form of(byte[] body) {
            if (body.length > 0 && body[0] == '<') {
                return XML;
            }
            try {
                JACKSON.readTree(body);
                return JSON;
            } catch (JsonProcessingException e) {
                return TEXT;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Messages that are measured together. */
    private record Row(String name, Form form, List<Arrival> messages) {}

    /** Medians of the turns, in microseconds a message. */
    private record Cost(double format, double bare, double ratio) {}

    private static final long TURN_NANOS = 5_000_000;

    private final int turns;
    private int kept;

    private FormatCost(boolean quick) {
        turns = quick ? 11 : 31;
    }

    /** Prints a line for each built-in format, and what a value costs by each sort of expression. */
    static void measure(boolean quick) throws IOException {
        FormatCost bench = new FormatCost(quick);
        FormatCatalog formats = FormatCatalog.builtIn();
        List<Row> rows = rows();
        for (int i = 0; i < WARM_UPS; i++) {
            rows.forEach(row -> bench.warmUp(row, formats));
        }
        System.out.println("\nUnderstanding a message, all built-in formats in one process:");
        System.out.printf("  %-24s %9s %9s %7s%n", "format", "µs", "bare µs", "ratio");
        for (Row row : rows) {
            print(row.name() + " " + row.form().name().toLowerCase(Locale.ROOT), bench.cost(row, formats));
        }
        System.out.println(
                "\nOne value of a message of Frigate, by sort of expression (a format of one rule and one reading):");
        for (Map.Entry<String, String> one : expressions().entrySet()) {
            FormatCatalog alone = catalog(one.getValue());
            Row row = new Row(one.getKey(), Form.JSON, frigate());
            for (int i = 0; i < WARM_UPS; i++) {
                bench.warmUp(row, alone);
            }
            print(row.name(), bench.cost(row, alone));
        }
        System.out.println("  (" + bench.kept + " kept)");
    }

    private static void print(String name, Cost cost) {
        System.out.printf(
                Locale.ROOT,
                "  %-24s %9.2f %9.2f %7.2f%s%n",
                name,
                cost.format(),
                cost.bare(),
                cost.ratio(),
                cost.ratio() > MOST ? "  more than " + (int) MOST + " times" : "");
    }

    private static List<Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (FormatExample example : FormatExample.all()) {
            Form form = Form.of(example.bytes());
            rows.computeIfAbsent(
                            example.format() + " " + form, key -> new Row(example.format(), form, new ArrayList<>()))
                    .messages()
                    .add(example.arrival(RECEIVED));
        }
        return List.copyOf(rows.values());
    }

    private static List<Arrival> frigate() {
        return FormatExample.of("frigate-events").stream()
                .map(example -> example.arrival(RECEIVED))
                .toList();
    }

    /** Name of the row, and where the value stands. */
    private static Map<String, String> expressions() {
        Map<String, String> expressions = new LinkedHashMap<>();
        expressions.put("pointer", "/after/frame_time");
        expressions.put("text of two pointers", "\"{/after/frame_time}{/after/nothing|}\"");
        expressions.put("JSONata path", "{ jsonata: after.frame_time }");
        expressions.put("JSONata choice", "{ jsonata: \"after.end_time ? after.end_time : after.frame_time * 1000\" }");
        return expressions;
    }

    private static FormatCatalog catalog(String expression) throws IOException {
        Path directory = Files.createTempDirectory("sixgrid-bench-format-");
        Path file = directory.resolve("frigate-events.yaml");
        try {
            Files.writeString(
                    file,
                    "name: frigate-events\ntopic: frigate/events\ndevice: /after/camera\nrules:\n  - readings:\n"
                            + "      - { name: time, value: " + expression + " }\n");
            return new FormatCatalog(List.of(FormatFile.read(file, Frames.builtIn())));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private void warmUp(Row row, FormatCatalog formats) {
        row.messages().forEach(message -> {
            if (formats.decode(message) instanceof NotUnderstood not) {
                throw new IllegalStateException(row.name() + " does not understand its example: " + not.detail());
            }
        });
        for (int i = 0; i < turns; i++) {
            turn(row, message -> keep(formats.decode(message)));
            turn(row, message -> bare(row.form(), message.payload()));
        }
    }

    private Cost cost(Row row, FormatCatalog formats) {
        double[] format = new double[turns];
        double[] bare = new double[turns];
        double[] ratio = new double[turns];
        for (int i = 0; i < turns; i++) {
            format[i] = turn(row, message -> keep(formats.decode(message)));
            bare[i] = turn(row, message -> bare(row.form(), message.payload()));
            ratio[i] = format[i] / bare[i];
        }
        return new Cost(median(format), median(bare), median(ratio));
    }

    /** Microseconds of this thread's processor time a message, over all messages of the row again and again. */
    private double turn(Row row, ToIntFunction<Arrival> work) {
        long count = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        long taken;
        do {
            for (int i = 0; i < ROUNDS; i++) {
                for (Arrival message : row.messages()) {
                    kept ^= work.applyAsInt(message);
                }
            }
            count += (long) ROUNDS * row.messages().size();
            taken = THREADS.getCurrentThreadCpuTime() - start;
        } while (taken < TURN_NANOS);
        return taken / 1000.0 / count;
    }

    /** Something of the answer, so that nothing of it is left out. */
    private static int keep(DecodedMessage decoded) {
        return decoded instanceof Understood understood
                ? understood.events().size()
                        + understood.readings().size()
                        + understood.id().key().length()
                : 0;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static int bare(Form form, byte[] body) {
        try {
            return switch (form) {
                case JSON -> JACKSON.readTree(body).size();
                case XML -> walk(body);
                case TEXT -> new String(body, StandardCharsets.UTF_8).length();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an example is not XML", e);
        }
    }

    private static int walk(byte[] body) throws XMLStreamException {
        XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(body));
        int length = 0;
        while (reader.hasNext()) {
            reader.next();
            length += reader.hasText() ? reader.getTextLength() : 1;
        }
        reader.close();
        return length;
    }
}
