package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--drain",
            description =
                    "takes the worker out for good: one that runs leaves, and what the broker kept for it is stored")
    private boolean drain;

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
        if (worker.equals(WORKER_OF_THE_SERVICE) && !drain) {
            throw SixgridException.invalid(
                    "ingest.worker",
                    "give the worker a name of its own with --worker, the same at every start; main is the service's");
        }
        return drain ? drain(config, broker) : receive(config, broker);
    }

    private int receive(Config config, BrokerAddress broker) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String worker = "Sixgrid ingest worker " + config.ingest().worker();
        return Running.untilDone(running -> {
            IngestProcess process = running.keep(new IngestProcess(config, broker, Clock.systemUTC()));
            process.start(why -> tell("waiting: " + why));
            out.println(worker + " is ready");
            process.awaitLeave();
            out.println(worker + " leaves");
            process.leave();
        });
    }

    private int drain(Config config, BrokerAddress broker) throws InterruptedException {
        int code = Running.untilDone(running -> new Drain(config, broker, this::tell).run(running));
        spec.commandLine()
                .getOut()
                .println("Sixgrid ingest worker " + config.ingest().worker() + " has left");
        return code;
    }

    private void tell(String what) {
        spec.commandLine().getErr().println("sixgrid: " + what);
    }
}
