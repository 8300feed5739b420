package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sixgrid ingest}: an ingest worker alone, until it is told to stop. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Runs an ingest worker alone, until it is told to stop.",
            "Workers of one broker and one database share what is published; each needs a name of its own (--worker)."
        })
final class IngestCommand implements Callable<Integer> {
    /** The name that {@code sixgrid run} ingests under unless it is told another. */
    private static final String WORKER_OF_THE_SERVICE = "main";

    private final CommandSpec spec = CommandSpec.forAnnotatedObject(this);
    private final ConfigOptions options;

    IngestCommand(Map<String, String> environment) {
        options = ConfigOptions.on(spec, environment, Map.of("ingest.worker", "--worker"));
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = options.read();
        BrokerAddress broker = config.broker()
                .orElseThrow(() -> SixgridException.invalid(
                        "broker.url",
                        "say with --broker-url which broker the worker receives from, as mqtt://127.0.0.1:1883"));
        String worker = config.ingest().worker();
        if (worker.equals(WORKER_OF_THE_SERVICE)) {
            throw SixgridException.invalid(
                    "ingest.worker",
                    "give the worker a name of its own with --worker, the same at every start; main is the service's");
        }
        PrintWriter err = spec.commandLine().getErr();
        return Running.untilStopped(running -> {
            IngestProcess process = running.keep(new IngestProcess(config, broker, Clock.systemUTC()));
            process.start(why -> err.println("sixgrid: waiting: " + why));
            spec.commandLine().getOut().println("Sixgrid ingest worker " + worker + " is ready");
        });
    }
}
