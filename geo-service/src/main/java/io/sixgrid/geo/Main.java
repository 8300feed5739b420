package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The command line: one command a process. Answers go to standard output in UTF-8, all else to standard error. */
@Command(
        name = "sixgrid",
        mixinStandardHelpOptions = true,
        version = "sixgrid 0.1.0",
        description = "Cities in six levels: boundaries through time, incidents and alerts in their grids.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Every setting has an option, an environment variable SIXGRID_* and a key in the file that --config names;",
            "docs/configuration.md lists them."
        })
public final class Main implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private final CommandSpec spec = CommandSpec.forAnnotatedObject(this);

    private Main() {}

    /** Runs one command and ends the process: libraries leave threads that would keep it alive. */
    public static void main(String[] arguments) {
        // Chinese must come out whole whatever the locale says.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(run(
                System.getenv(),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs one command; answers its exit code: 0 done, 1 failed, 2 wrong usage. */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Main().spec);
        line.addSubcommand(new RunCommand(environment).spec());
        line.addSubcommand(new IngestCommand(environment).spec());
        line.addSubcommand(new BrokerCommand(environment).spec());
        line.addSubcommand(new ExportCommand(environment).spec());
        line.addSubcommand(new LocateCommand(environment).spec());
        line.addSubcommand(new ImportCommand(environment).spec());
        line.addSubcommand(new TokenCommand(environment).spec());
        line.addSubcommand(new SimulateCommand(environment).spec());
        line.addSubcommand(new FormatsCommand());
        line.setOut(out);
        line.setErr(err);
        line.setParameterExceptionHandler((wrong, given) -> {
            String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
            err.println("sixgrid: " + wrong.getMessage() + "; see " + name + " --help");
            return 2;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("sixgrid: " + sentence(failure));
            return 1;
        });
        return line.execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }

    private static String sentence(Exception failure) {
        if (failure instanceof SixgridException known) {
            return String.valueOf(known.getMessage());
        }
        LOG.error("unexpected failure", failure);
        return "something unexpected happened: " + failure;
    }
}
