package io.sixgrid.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.Progress;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.place.LonLat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Location;

final class SampleDeviceTest {
    private static SampleCity city;

    @BeforeAll
    static void a_city() {
        city = SampleCity.generate(Progress.SILENT);
    }

    @Test
    void there_are_1200_cameras_with_ids_of_gb_28181() {
        assertThat(devices("camera"))
                .hasSize(1200)
                .allMatch(camera -> camera.id().matches("2102(11|12)00(00|01|08|11|14)13[12][067]\\d{6}"));
    }

    @Test
    void there_are_2500_sensors_with_ids_of_lorawan() {
        assertThat(sensors())
                .hasSize(2500)
                .allMatch(sensor -> sensor.id().matches("[0-9a-f]{16}"))
                .allMatch(sensor -> sensor.view().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"manhole", "water-level", "bin", "smoke", "gas", "noise", "pm25", "hydrant"})
    void there_are_many_sensors_of_each_kind(String kind) {
        assertThat(devices(kind)).hasSizeGreaterThanOrEqualTo(100);
    }

    @Test
    void a_sensor_on_lorawan_is_heard_by_a_gateway_that_exists() {
        List<String> gateways = devices("gateway").map(Device::id).toList();
        assertThat(gateways).hasSize(20);
        assertThat(sensors().filter(sensor -> sensor.gateway().isPresent()))
                .hasSizeGreaterThan(1500)
                .allMatch(sensor -> gateways.contains(sensor.gateway().orElseThrow()));
    }

    @Test
    void ids_and_aliases_are_unique() {
        assertThat(city.devices().stream().map(Device::id)).doesNotHaveDuplicates();
        assertThat(city.devices().stream().flatMap(device -> device.aliases().entrySet().stream()))
                .hasSizeGreaterThan(1000)
                .doesNotHaveDuplicates();
    }

    @Test
    void every_device_stands_inside_the_outline() {
        IndexedPointInAreaLocator land = new IndexedPointInAreaLocator(city.outline());
        assertThat(city.devices())
                .allMatch(device -> land.locate(new Coordinate(
                                place(device).lon(), place(device).lat()))
                        == Location.INTERIOR);
    }

    @Test
    void every_camera_has_a_sector() {
        assertThat(devices("camera"))
                .allMatch(camera -> camera.view().flatMap(Device.View::sector).isPresent());
    }

    private static LonLat place(Device device) {
        return device.position().orElseThrow().place();
    }

    private static Stream<Device> devices(String kind) {
        return city.devices().stream().filter(device -> device.kind().equals(kind));
    }

    private static Stream<Device> sensors() {
        return city.devices().stream()
                .filter(device ->
                        !device.kind().equals("camera") && !device.kind().equals("gateway"));
    }
}
