package io.sixgrid.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompactJsonTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":[1,-2.50,1e3,1E-7,{\"b\":null,\"c\":[true,false,\"\"]}],\"\":{}}",
                "[[],[[]],{},\"x\",123456789012345678901234567890,0.1,-0,1e400]",
                "{\"\u533a\":\"\ud83d\ude00 \u007f \u2028 /\"}"
            })
    void is_what_jackson_writes(String json) throws JsonProcessingException {
        JsonNode node = JSON.readTree(json);
        assertThat(CompactJson.of(node)).isEqualTo(node.toString());
    }

    @Test
    void every_character_is_escaped_as_jackson_does() {
        String all = IntStream.range(0, 0xD800).mapToObj(Character::toString).collect(Collectors.joining());
        JsonNode node = JSON.createObjectNode().put(all, all);
        assertThat(CompactJson.of(node)).isEqualTo(node.toString());
    }
}
