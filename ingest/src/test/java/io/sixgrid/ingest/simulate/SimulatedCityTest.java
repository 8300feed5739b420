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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SimulatedCityTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final FormatCatalog FORMATS = FormatCatalog.builtIn();
    private static final List<SimulatedDevice> DEVICES = List.of(
            new SimulatedDevice("cam-1", "camera", Map.of("frigate-events", "front_gate", "onvif-ej", "gate")),
            new SimulatedDevice("smoke-1", "smoke-sensor", Map.of("chirpstack", "24e124707c480001")),
            new SimulatedDevice("water-1", "water-level-sensor", Map.of()));

    @Test
    void every_message_is_understood_by_the_format_it_is_in() {
        SimulatedCity city = new SimulatedCity(DEVICES, Simulator.FORMATS, 7, NOW);
        Set<String> sources = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            Outgoing message = city.next(NOW.plusMillis(i));
            var decoded = FORMATS.decode(new Arrival(message.topic(), message.payload(), NOW, false));
            assertThat(decoded).isInstanceOf(Understood.class);
            sources.add(((Understood) decoded).id().source());
        }
        assertThat(sources).containsExactlyInAnyOrderElementsOf(Simulator.FORMATS);
    }

    @Test
    void the_same_seed_says_the_same() {
        assertThat(texts(new SimulatedCity(DEVICES, Simulator.FORMATS, 42, NOW)))
                .isEqualTo(texts(new SimulatedCity(DEVICES, Simulator.FORMATS, 42, NOW)))
                .isNotEqualTo(texts(new SimulatedCity(DEVICES, Simulator.FORMATS, 43, NOW)));
    }

    @Test
    void another_run_of_the_same_seed_chooses_the_same_and_repeats_no_id() {
        SimulatedCity first = new SimulatedCity(DEVICES, Simulator.FORMATS, 42, NOW);
        SimulatedCity second = new SimulatedCity(DEVICES, Simulator.FORMATS, 42, NOW.plusMillis(1));
        Set<Object> ids = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Instant now = NOW.plusMillis(i);
            Outgoing one = first.next(now);
            Outgoing other = second.next(now);
            assertThat(other.topic()).isEqualTo(one.topic());
            if (!one.topic().contains("onvif-ej")) {
                assertThat(ids.add(id(one, now))).isTrue();
                assertThat(ids.add(id(other, now))).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "manhole, tilt_alarm, tilt",
        "bin, fill_alarm, fill",
        "smoke, smoke_alarm, smoke",
        "hydrant, pressure_alarm, pressure",
        "gas, gas_alarm, gas",
        "water-level, water_level_alarm, water-level",
        "noise, noise_alarm, noise",
        "pm25, pm25_alarm, pm25",
        "thermometer, temperature_alarm, temperature",
    })
    void each_kind_of_sensor_raises_its_own_alarm(String kind, String alarm, String alertKind) {
        assertThat(SensorKind.of(kind).alarm()).isEqualTo(alarm);
        assertThat(SensorKind.of(kind).alarmKind()).isEqualTo(alertKind);
    }

    private static Object id(Outgoing message, Instant now) {
        var decoded = FORMATS.decode(new Arrival(message.topic(), message.payload(), now, false));
        return ((Understood) decoded).id();
    }

    private static List<String> texts(SimulatedCity city) {
        return IntStream.range(0, 300)
                .mapToObj(i -> city.next(NOW.plusMillis(i)))
                .map(message -> message.topic() + new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
