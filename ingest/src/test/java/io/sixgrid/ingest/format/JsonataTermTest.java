package io.sixgrid.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sixgrid.data.alert.Arrival;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JSONata yields for a message, and that no message makes it run for long. */
final class JsonataTermTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f * 9 / 5 + 32 | {\"f\":21.5} | 70.7",
                "f / 10 | {\"f\":20} | 2",
                "a & '-' & b | {\"a\":\"x\",\"b\":7} | x-7",
                "list[type='leak'].id | {\"list\":[{\"type\":\"dry\",\"id\":1},{\"type\":\"leak\",\"id\":2}]} | 2",
                "list.id | {\"list\":[{\"id\":1},{\"id\":2}]} | [1,2]",
                "$uppercase($device) & $topic | {} | Dt/d",
                "$retained ? 'kept' : 'news' | {} | news",
                "id | {\"id\":9007199254740993} | 9007199254740993",
                "on | {\"on\":true} | true",
                "$replace(t, /[^0-9]+/, '') | {\"t\":\"12 mm\"} | 12",
                "nothing.there | {\"a\":1} | ",
                "n | {\"n\":null} | ",
            })
    void yields_text_as_a_pointer_does(String expression, String body, @Nullable String value) {
        assertThat(JsonataTerm.parse(expression).text(message(body))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "($f := function($n) { $f($n + 1) }; $f(0)) | {}",
                "($f := function($n) { 1 + $f($n + 1) }; $f(0)) | {}",
                "$sum([1..n].($ * 2)) | {\"n\":9000000}",
                "$number(t) | {\"t\":\"much\"}",
                "t + 1 | {\"t\":\"much\"}",
                "function($x) { $x } | {}",
                "$sqrt(0 - n) | {\"n\":4}",
            })
    void what_has_no_end_or_no_value_is_refused(String expression, String body) {
        JsonataTerm term = JsonataTerm.parse(expression);
        assertThatThrownBy(() -> term.text(message(body)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.EXPRESSION_FAILED))
                .hasMessageContaining(expression);
    }

    @Test
    void several_threads_share_one_expression() {
        JsonataTerm doubled = JsonataTerm.parse("n * 2 & $device");
        JsonataTerm other = JsonataTerm.parse("$string(n) & '!'");
        List<Integer> wrong = IntStream.range(0, 20_000)
                .parallel()
                .filter(n -> !(2 * n + "d").equals(doubled.text(message("{\"n\":" + n + "}")))
                        || !(n + "!").equals(other.text(message("{\"n\":" + n + "}"))))
                .boxed()
                .toList();
        assertThat(wrong).isEmpty();
    }

    private static MessageView message(String body) {
        try {
            return new MessageView(
                    new Arrival("t/d", new byte[0], Instant.EPOCH, false),
                    new MessageView.Topic(List.of("device"), List.of("d")),
                    new Body(new ObjectMapper().readTree(body), null));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }
}
