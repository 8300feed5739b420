package io.sixgrid.geo;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sixgrid broker}: the default broker alone, until it is told to stop. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the default MQTT broker alone, until it is told to stop.",
            "Other processes of Sixgrid are given its address with --broker-url."
        })
final class BrokerCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.forAnnotatedObject(this);
    private final ConfigOptions options;

    BrokerCommand(Map<String, String> environment) {
        options = ConfigOptions.on(spec, environment);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = options.read();
        return Running.untilStopped(running -> {
            BrokerProcess broker = running.keep(new BrokerProcess(config));
            broker.start();
            spec.commandLine().getOut().println("Sixgrid's broker is ready: " + broker.url());
        });
    }
}
