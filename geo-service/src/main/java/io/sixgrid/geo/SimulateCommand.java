package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.BrokerTls;
import io.sixgrid.ingest.simulate.SimulatedDevice;
import io.sixgrid.ingest.simulate.Simulator;
import io.sixgrid.ingest.simulate.SimulatorSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code sixgrid simulate}: the registered cameras and sensors begin to talk, over MQTT like any device. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes what the city's cameras and sensors would, in their vendors' formats.",
            "Asks the running service for its devices; once it has access",
            "tokens, SIXGRID_TOKEN must be one of the role admin: it lists devices and publishes for all of them."
        })
final class SimulateCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.forAnnotatedObject(this);
    private final ConfigOptions options;
    private final Optional<String> token;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2",
            description = "messages a second, fractions allowed (default ${DEFAULT-VALUE})")
    private double rate;

    @Option(names = "--for", paramLabel = "TIME", description = "how long, as 30s, 10m or 2h (default until Ctrl-C)")
    private @Nullable String length;

    @Option(
            names = "--formats",
            paramLabel = "NAME",
            split = ",",
            description = "native-alerts, onvif-ej, frigate-events, frigate-reviews, chirpstack (default all)")
    private List<String> formats = Simulator.FORMATS;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "the same seed chooses the same devices and happenings (default ${DEFAULT-VALUE})")
    private long seed;

    SimulateCommand(Map<String, String> environment) {
        options = ConfigOptions.on(spec, environment);
        token = Optional.ofNullable(environment.get(ServiceClient.TOKEN_VARIABLE));
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        Config config = options.read();
        Optional<Duration> duration = Optional.ofNullable(length).map(SimulateCommand::duration);
        ServiceClient service = new ServiceClient(
                "http://" + config.http().host() + ":" + config.http().port(), token);
        List<SimulatedDevice> devices = service.devices().stream()
                .map(device -> new SimulatedDevice(device.id(), device.kind(), device.aliases()))
                .toList();
        SimulatorSettings settings = new SimulatorSettings(broker(config), devices, rate, duration, formats, seed);
        try (Simulator simulator = new Simulator(settings, Clock.systemUTC())) {
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop-simulator"));
            long published = simulator.run();
            spec.commandLine().getOut().println(published + " messages published by " + devices.size() + " devices");
        }
        return 0;
    }

    /** The broker that the service is told of by the same options, or its default one on this machine. */
    private BrokerAddress broker(Config config) {
        return config.broker()
                .orElseGet(() -> new BrokerAddress(
                        "mqtt://" + config.mqtt().host() + ":" + config.mqtt().port(),
                        token.map(secret -> "simulator"),
                        token,
                        BrokerTls.DEFAULT));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse("PT" + text);
        } catch (DateTimeParseException e) {
            throw SixgridException.invalid("for", "--for is not a length of time, as 30s, 10m or 2h: " + text);
        }
    }
}
