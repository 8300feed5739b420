package io.sixgrid.bench;

import io.sixgrid.data.db.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@link IngestFloor} in a process of its own. */
record Floor(Process process, Path directory, int mqttPort) implements Contender {
    /** Returns when it receives. */
    static Floor start(List<String> jvm, DatabaseAddress database, Optional<Mosquitto> broker) throws IOException {
        Path directory = Files.createTempDirectory("sixgrid-bench-floor-");
        int port = broker.map(Mosquitto::port).orElse(Product.freePort());
        List<String> command = Product.java(jvm);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                IngestFloor.class.getName(),
                database.url(),
                database.user(),
                database.password(),
                Integer.toString(port)));
        if (broker.isEmpty()) {
            command.add(directory.toString());
        }
        Process process =
                Product.startGuarded(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
        Product.awaitLine(process, IngestFloor.READY);
        return new Floor(process, directory, port);
    }

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        Product.end(process);
        Product.delete(directory);
    }
}
