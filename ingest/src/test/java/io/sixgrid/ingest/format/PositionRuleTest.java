package io.sixgrid.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.OwnFrame;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message's position, in the frame that its format declares. */
final class PositionRuleTest {
    /** 600 km east and 4,000 km north of nothing, so that its numbers are small. */
    private static final Frames FRAMES = new Frames(
            List.of(new OwnFrame.Affine(
                    "city", "epsg:4549", List.of(1.0, 0.0, 600_000.0), List.of(0.0, 1.0, 4_000_000.0))),
            Optional.empty());

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x: /e, y: /n, frame: epsg:4549 ; {\"e\":632319.416250,\"n\":4304410.840004}",
                "x: /e, y: /n, frame: epsg:4528 ; {\"e\":\"40632319.416250\",\"n\":\"4304410.840004\"}",
                "x: /e, y: /n, frame: city ; {\"e\":32319.416250,\"n\":304410.840004}",
                "x: /e, y: /n, frame: /f ; {\"e\":32319.416250,\"n\":304410.840004,\"f\":\"city\"}",
                "lon: /e, lat: /n, frame: '{/f|cgcs2000}' ; {\"e\":121.5245,\"n\":38.8631}",
                "lon: /e, lat: /n ; {\"e\":121.5245,\"n\":38.8631}",
            })
    void a_position_is_where_its_frame_says(String rule, String body) {
        assertThat(((Understood) decode(rule, body)).events().get(0).position())
                .contains(new LonLat(121.5245, 38.8631));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x: /e, y: /n, frame: epsg:4549 ; {\"e\":40632319.4,\"n\":4304410.8} ; x begins with a zone number, 40",
                "x: /e, y: /n, frame: epsg:4549 ; {\"e\":\"east\",\"n\":4304410.8} ; x is not a number: east",
                "x: /e, y: /n, frame: epsg:4549 ; {\"e\":632319.4} ; y",
                "x: /e, y: /n, frame: /f ; {\"e\":1,\"n\":2,\"f\":\"nad27\"} ; unknown frame: nad27",
                "lon: /e, lat: /n ; {\"e\":632319.4,\"n\":4304410.8} ; not a longitude in degrees",
            })
    void one_that_its_frame_does_not_have_is_refused(String rule, String body, String detail) {
        assertThat(((NotUnderstood) decode(rule, body)).detail()).contains(detail);
    }

    @Test
    void a_file_that_names_an_unknown_frame_is_refused_when_it_is_read() {
        assertThatThrownBy(() -> format("x: /e, y: /n, frame: citty"))
                .isInstanceOfSatisfying(
                        BrokenFormat.class, e -> assertThat(e.line()).contains(6))
                .hasMessageContaining("unknown frame: citty; known are wgs84, cgcs2000, gcj02, bd09, epsg:N, city");
    }

    private static DecodedMessage decode(String rule, String body) {
        return format(rule)
                .decode(new Arrival("t/d", body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, false))
                .orElseThrow();
    }

    private static PayloadFormat format(String rule) {
        String yaml = """
                name: tried
                topic: t/{device}
                device: "{device}"
                rules:
                  - events:
                      - { kind: k, severity: 3, position: { %s } }
                """.formatted(rule);
        return FormatFile.parse(yaml.getBytes(StandardCharsets.UTF_8), FRAMES);
    }
}
