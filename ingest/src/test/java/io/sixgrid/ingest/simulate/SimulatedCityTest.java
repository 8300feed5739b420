package io.sixgrid.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SimulatedCityTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final List<SimulatedDevice> DEVICES = List.of(
            new SimulatedDevice("cam-1", "camera", Map.of("frigate-events", "front_gate", "onvif-ej", "gate")),
            new SimulatedDevice("smoke-1", "smoke-sensor", Map.of("chirpstack", "24e124707c480001")),
            new SimulatedDevice("water-1", "water-level-sensor", Map.of()));

    @Test
    void every_message_is_understood_by_the_format_it_is_in() {
        SimulatedCity city = new SimulatedCity(DEVICES, Simulator.FORMATS, 7);
        Set<String> sources = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            Outgoing message = city.next(NOW.plusMillis(i));
            var decoded = FormatCatalog.builtIn().decode(new Arrival(message.topic(), message.payload(), NOW, false));
            assertThat(decoded).isInstanceOf(Understood.class);
            sources.add(((Understood) decoded).id().source());
        }
        assertThat(sources).containsExactlyInAnyOrderElementsOf(Simulator.FORMATS);
    }

    @Test
    void the_same_seed_says_the_same() {
        assertThat(texts(new SimulatedCity(DEVICES, Simulator.FORMATS, 42)))
                .isEqualTo(texts(new SimulatedCity(DEVICES, Simulator.FORMATS, 42)))
                .isNotEqualTo(texts(new SimulatedCity(DEVICES, Simulator.FORMATS, 43)));
    }

    private static List<String> texts(SimulatedCity city) {
        return IntStream.range(0, 300)
                .mapToObj(i -> city.next(NOW.plusMillis(i)))
                .map(message -> message.topic() + new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
