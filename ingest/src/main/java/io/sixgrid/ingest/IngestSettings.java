package io.sixgrid.ingest;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.pipeline.IntakeSettings;
import java.time.Duration;

/**
 * How one worker ingests.
 *
 * @param worker        its name, which stays the same: the broker keeps its session under it
 * @param inFlightLimit how many messages may be received and not committed before the broker has to wait
 * @param finishLimit   how long a close may take to commit what is in hand
 */
public record IngestSettings(
        BrokerAddress broker, String worker, int inFlightLimit, IntakeSettings intake, Duration finishLimit) {
    public IngestSettings {
        if (!worker.matches("[A-Za-z0-9-]{1,40}")) {
            throw SixgridException.invalid(
                    "worker", "a worker's name is made of letters, digits and hyphens, 40 at most: " + worker);
        }
    }

    /** What suits a worker of this name. */
    public static IngestSettings of(BrokerAddress broker, String worker) {
        return new IngestSettings(broker, worker, 20_000, IntakeSettings.DEFAULT, Duration.ofSeconds(10));
    }

    /** The client id under which the worker connects. */
    String clientId() {
        return "sixgrid-" + worker;
    }
}
