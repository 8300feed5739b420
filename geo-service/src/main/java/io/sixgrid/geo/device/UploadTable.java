package io.sixgrid.geo.device;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows of an uploaded file.
 *
 * @param ignored columns whose names say nothing to us
 */
record UploadTable(List<Row> rows, Set<String> ignored) {
    /** More at once would keep everybody else waiting. */
    static final int MAX_ROWS = 100_000;

    /**
     * One of them.
     *
     * @param number as a spreadsheet counts, the header being 1; of GeoJSON the number of the feature, from 1
     * @param cells  what is said, by field; empty cells say nothing
     * @param excess what stands beyond the last column
     */
    record Row(int number, Map<String, String> cells, Optional<String> excess) {
        Optional<String> said(String field) {
            return Optional.ofNullable(cells.get(field));
        }
    }

    /** Comma, semicolon or tab, whichever the header has most of; quoted as Excel does. */
    static UploadTable csv(String text) {
        boolean told = text.startsWith("sep=");
        String body = told ? text.substring(text.indexOf('\n') + 1) : text;
        char separator = told ? text.charAt("sep=".length()) : separator(body);
        List<List<String>> lines = lines(body, separator);
        if (lines.isEmpty()) {
            throw SixgridException.invalid("the file is empty; a header with the names of the columns is expected");
        }
        List<Optional<String>> fields = header(lines.get(0));
        Set<String> ignored = new LinkedHashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).isEmpty() && !lines.get(0).get(i).isBlank()) {
                ignored.add(lines.get(0).get(i).strip());
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).stream().anyMatch(cell -> !cell.isBlank())) {
                rows.add(row(i + 1, lines.get(i), fields));
            }
        }
        return new UploadTable(rows, ignored);
    }

    private static List<Optional<String>> header(List<String> names) {
        List<Optional<String>> fields = names.stream().map(UploadColumns::field).toList();
        Set<String> seen = new LinkedHashSet<>();
        fields.stream().flatMap(Optional::stream).forEach(field -> {
            if (!seen.add(field)) {
                throw SixgridException.invalid(field, "two columns are " + field + ": " + String.join(", ", names));
            }
        });
        if (!seen.contains("id")) {
            throw SixgridException.invalid(
                    "id",
                    "no column is called id or 编号; the first line must name the columns, it is: "
                            + String.join(", ", names));
        }
        return fields;
    }

    private static Row row(int number, List<String> line, List<Optional<String>> fields) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(line.size(), fields.size()); i++) {
            String cell = line.get(i).strip();
            if (!cell.isEmpty()) {
                fields.get(i).ifPresent(field -> cells.put(field, cell));
            }
        }
        Optional<String> excess = line.stream()
                .skip(fields.size())
                .filter(cell -> !cell.isBlank())
                .findFirst();
        return new Row(number, cells, excess);
    }

    private static char separator(String text) {
        String header = text.lines().findFirst().orElse("");
        return Stream.of(',', ';', '\t')
                .max((a, b) -> Long.compare(count(header, a), count(header, b)))
                .orElseThrow();
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static List<List<String>> lines(String text, char separator) {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        List<List<String>> lines = new ArrayList<>();
        try (MappingIterator<List<String>> read = new CsvMapper()
                .readerForListOf(String.class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .with(schema)
                .readValues(text)) {
            while (read.hasNext()) {
                lines.add(read.next());
                if (lines.size() > MAX_ROWS + 1) {
                    throw SixgridException.invalid("the file has more than " + MAX_ROWS + " rows; upload it in parts");
                }
            }
        } catch (JsonProcessingException e) {
            throw broken(e);
        } catch (RuntimeJsonMappingException e) {
            throw e.getCause() instanceof JsonProcessingException cause ? broken(cause) : e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static SixgridException broken(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        return SixgridException.invalid("the file is not CSV" + (place == null ? "" : " at line " + place.getLineNr())
                + ": " + e.getOriginalMessage());
    }
}
