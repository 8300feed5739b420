package io.sixgrid.geo;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sixgrid run}: everything in one process, until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the service until it is told to stop.")
final class RunCommand implements Callable<Integer> {
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
        return Running.untilStopped(running -> {
            DatabaseHome home = running.keep(DatabaseHome.openAlone(config));
            Sixgrid sixgrid = running.keep(new Sixgrid(config, home));
            sixgrid.start(ProgressBar.onStandardError());
            spec.commandLine().getOut().println("Sixgrid is ready: " + sixgrid.url());
        });
    }
}
