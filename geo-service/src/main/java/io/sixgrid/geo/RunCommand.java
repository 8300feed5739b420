package io.sixgrid.geo;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sixgrid run}: everything in one process, until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the service until it is told to stop.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private final CommandSpec spec = CommandSpec.forAnnotatedObject(this);
    private final ConfigOptions options;

    RunCommand(Map<String, String> environment) {
        options = ConfigOptions.on(spec, environment);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = options.read();
        Running running = new Running();
        // One hook for all: hooks of their own would run side by side, and the database would stop first.
        Thread onSignal = new Thread(
                () -> {
                    running.close();
                    // The normal end of a service: without this the exit code would be the signal's.
                    Runtime.getRuntime().halt(0);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            Sixgrid sixgrid = running.open(config);
            spec.commandLine().getOut().println("Sixgrid is ready: " + sixgrid.url());
            new CountDownLatch(1).await();
            return 0;
        } catch (RuntimeException e) {
            if (running.stopping()) {
                // What was being opened broke because it is being closed; the hook ends the process.
                new CountDownLatch(1).await();
            }
            running.close();
            Runtime.getRuntime().removeShutdownHook(onSignal);
            throw e;
        }
    }

    /** What is open of the service. Opened by one thread and closed by any, once. */
    private static final class Running implements AutoCloseable {
        private final AtomicBoolean stopping = new AtomicBoolean();
        private volatile AutoCloseable home = () -> {};
        private volatile AutoCloseable service = () -> {};

        Sixgrid open(Config config) {
            DatabaseHome opened = DatabaseHome.openAlone(config);
            home = opened;
            Sixgrid sixgrid = new Sixgrid(config, opened);
            service = sixgrid;
            sixgrid.start(ProgressBar.onStandardError());
            return sixgrid;
        }

        boolean stopping() {
            return stopping.get();
        }

        @Override
        public void close() {
            if (stopping.compareAndSet(false, true)) {
                quietly(service);
                quietly(home);
            }
        }

        private static void quietly(AutoCloseable part) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("could not stop cleanly", e);
            }
        }
    }
}
