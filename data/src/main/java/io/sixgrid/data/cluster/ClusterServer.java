package io.sixgrid.data.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL server of one cluster: found by what it notes in its folder, started, stopped.
 *
 * @param settings PostgreSQL settings for each start, as its command line takes them
 */
record ClusterServer(ClusterHome home, DatabaseUser user, List<String> settings) {
    private static final String NOTE = "postmaster.pid";

    ClusterServer {
        settings = List.copyOf(settings);
    }

    /** The process that works in the cluster now, be it a server or what a killed {@code initdb} left. */
    Optional<ProcessHandle> process() {
        return noted().filter(ClusterServer::runs)
                // The number may be another process's by now, unless that tells nobody what it is.
                .filter(process -> process.info()
                        .command()
                        .map(c -> c.contains("postgres"))
                        .orElse(true));
    }

    /** The port of the server that runs on this cluster and is ready. */
    Optional<Integer> readyPort() {
        if (process().isEmpty() || pgCtl("status").status() != 0) {
            return Optional.empty();
        }
        // Line 4 is the port, line 8 the state (PostgreSQL: src/include/utils/pidfile.h).
        List<String> note = note().lines().toList();
        boolean ready = note.size() >= 8 && note.get(7).strip().equals("ready");
        return ready ? Optional.of(Integer.valueOf(note.get(3).strip())) : Optional.empty();
    }

    /** Starts it and waits until it is ready. Children of a killed server live on for a while and refuse a new one. */
    Command.Result start(int port) {
        if (noted().filter(ClusterServer::isZombie).isPresent()) {
            // PostgreSQL takes a zombie for a server that runs. It looks for living children of a killed one by the
            // shared
            // memory of the folder besides, so the note is not what keeps two servers apart.
            Command.run(user.as(List.of("rm", "-f", home.pgData().resolve(NOTE).toString())));
        }
        List<String> options = new ArrayList<>(List.of("-p " + port, "-h 127.0.0.1", "-c unix_socket_directories=''"));
        options.addAll(settings);
        return pgCtl("-l", home.log().toString(), "-w", "-t", "20", "-o", String.join(" ", options), "start");
    }

    /** Stops it, if it runs, and waits for that; answers what went wrong. */
    Optional<String> stop() {
        if (process().isEmpty()) {
            return Optional.empty();
        }
        Command.Result stopped = pgCtl("-m", "fast", "-w", "stop");
        return stopped.status() == 0 ? Optional.empty() : Optional.of(stopped.output());
    }

    /**
     * Whether {@code process} runs. A zombie does not, though Java says so: what was killed stays one where nobody waits
     * for orphans, as in a container whose first process is this service.
     */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && !isZombie(process);
    }

    private static boolean isZombie(ProcessHandle process) {
        try {
            // proc(5): the state is the first field after the name, which stands in parentheses and may hold any.
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            // Gone meanwhile, or a system that does not show its processes so.
            return false;
        }
    }

    private Optional<ProcessHandle> noted() {
        // Line 1; negative where it is no server but a process that initdb runs.
        return note().lines()
                .findFirst()
                .filter(line -> line.strip().matches("-?\\d+"))
                .map(line -> Math.abs(Long.parseLong(line.strip())))
                .flatMap(ProcessHandle::of);
    }

    private String note() {
        return read(NOTE);
    }

    private Command.Result pgCtl(String... arguments) {
        String version = read("PG_VERSION");
        if (version.isEmpty()) {
            throw home.belongsToAnother();
        }
        PostgresBinaries binaries = PostgresBinaries.of(Integer.parseInt(version), home.pgData());
        List<String> command = new ArrayList<>(
                List.of(binaries.program("pg_ctl"), "-D", home.pgData().toString()));
        command.addAll(List.of(arguments));
        return Command.attempt(user.as(command));
    }

    /** A file of the cluster, which only the database's user may read; empty when it is gone. */
    private String read(String file) {
        Command.Result result = Command.attempt(
                user.as(List.of("cat", home.pgData().resolve(file).toString())));
        return result.status() == 0 ? result.output() : "";
    }
}
