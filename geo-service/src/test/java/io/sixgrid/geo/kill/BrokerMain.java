package io.sixgrid.geo.kill;

import io.sixgrid.ingest.broker.BrokerRole;
import io.sixgrid.ingest.broker.BrokerSettings;
import io.sixgrid.ingest.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The default broker alone in a process, letting anybody in. */
final class BrokerMain {
    private BrokerMain() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the port and the directory
     */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedBroker broker = new EmbeddedBroker(
                new BrokerSettings("127.0.0.1", Integer.parseInt(arguments[0]), Path.of(arguments[1])),
                (user, password) -> Optional.of(BrokerRole.SERVICE));
        broker.start();
        System.out.println("The broker is ready");
        new CountDownLatch(1).await();
    }
}
