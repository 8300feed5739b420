package io.sixgrid.bench;

import io.sixgrid.bench.FloorAlerts.Placed;
import io.sixgrid.bench.FloorMessage.Said;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.db.DatabaseAddress;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.Located;
import io.sixgrid.ingest.broker.BrokerRole;
import io.sixgrid.ingest.broker.BrokerSettings;
import io.sixgrid.ingest.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * The shortest honest loop from broker to commit, which says what the product could cost at least: one Paho client,
 * Jackson, the product's placing, the product's rows in one transaction a batch, acknowledged after the commit. It heals
 * nothing, serves nothing, knows one format and does not put right what comes late.
 */
final class IngestFloor implements MqttCallback {
    static final String READY = "The floor receives";
    private static final int BATCH = 2_000;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int RECEIVE_MAXIMUM = 10_000;

    private final BlockingQueue<FloorMessage> queue = new LinkedBlockingQueue<>();
    private final FloorAlerts alerts = new FloorAlerts();
    private final FloorStore store;
    private final GridLocator locator;
    private final long revision;

    private IngestFloor(DatabaseAddress address) throws SQLException {
        store = new FloorStore(address);
        try (Database database = new Database(address, 1)) {
            Boundaries boundaries =
                    new Boundaries(new GridStore(database.jdbi()), BenchDatabase.SCHEME, Clock.systemUTC());
            boundaries.refresh();
            locator = boundaries.current();
            revision = boundaries.revision();
        }
    }

    /** URL, user and password of the database, the broker's port, and its directory where it is to be in here. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[3]);
        if (arguments.length > 4) {
            new EmbeddedBroker(
                            new BrokerSettings("127.0.0.1", port, Path.of(arguments[4])),
                            (user, password) -> Optional.of(BrokerRole.SERVICE))
                    .start();
        }
        IngestFloor floor = new IngestFloor(new DatabaseAddress(arguments[0], arguments[1], arguments[2]));
        MqttAsyncClient client =
                new MqttAsyncClient("tcp://127.0.0.1:" + port, "sixgrid-floor", new MemoryPersistence());
        client.setManualAcks(true);
        client.setCallback(floor);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(0xFFFF_FFFFL);
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        client.connect(options).waitForCompletion();
        client.subscribe("$share/sixgrid/sixgrid/v1/alerts/+", 1).waitForCompletion();
        System.out.println(READY);
        try {
            floor.write(client);
        } finally {
            // Paho's threads would go on without a writer.
            Runtime.getRuntime().halt(1);
        }
    }

    private void write(MqttAsyncClient client) throws InterruptedException, SQLException, MqttException {
        List<FloorMessage> batch = new ArrayList<>();
        while (true) {
            batch.add(queue.take());
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            long left = PATIENCE_NANOS;
            while (batch.size() < BATCH && left > 0) {
                queue.drainTo(batch, BATCH - batch.size());
                FloorMessage next = batch.size() < BATCH ? queue.poll(left, TimeUnit.NANOSECONDS) : null;
                if (next != null) {
                    batch.add(next);
                }
                left = deadline - System.nanoTime();
            }
            store(batch);
            for (FloorMessage message : batch) {
                client.messageArrivedComplete(
                        message.mqtt().getId(), message.mqtt().getQos());
            }
            batch.clear();
        }
    }

    private void store(List<FloorMessage> batch) throws SQLException {
        Set<String> claimed = store.claim(batch);
        List<FloorMessage> broken = new ArrayList<>();
        List<FloorMessage> fresh = new ArrayList<>();
        for (FloorMessage message : batch) {
            if (claimed.remove(message.key())) {
                (message.said() == null ? broken : fresh).add(message);
            }
        }
        store.quarantine(broken);
        List<Long> ids = store.eventIds(fresh.size());
        List<Placed> events = new ArrayList<>(fresh.size());
        for (FloorMessage message : fresh) {
            Said said = message.said();
            if (said != null) {
                Located located = locator.locate(said.place());
                events.add(new Placed(message, said, ids.get(events.size()), located.chainIds(), located.onBoundary()));
            }
        }
        alerts.fold(events);
        store.events(events, revision);
        store.alerts(alerts);
        store.finish(batch.size(), broken.size(), events, alerts);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        queue.add(FloorMessage.read(topic, message));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        System.err.println("the floor lost its connection: " + response.getReasonString() + response.getException());
        Runtime.getRuntime().halt(1);
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        System.err.println("the floor's client failed: " + exception);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
