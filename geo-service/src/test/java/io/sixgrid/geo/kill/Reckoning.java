package io.sixgrid.geo.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.ingest.Await;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;

/**
 * What became of what the devices published, when nothing moves any more: the devices' own numbers, what stands in the
 * tables, and the ledger that the service answers.
 *
 * @param published    different messages
 * @param acknowledged of these, by the broker
 * @param received     and the next three are the ledger's
 * @param inHand       received and not committed
 */
record Reckoning(
        int published,
        int acknowledged,
        int repeats,
        long received,
        long stored,
        long duplicate,
        long quarantined,
        long inHand) {
    /**
     * Waits until the service is well again, all that was acknowledged is in the tables and nothing moves any more; fails
     * unless each message is stored once or quarantined once, nothing else is, and the ledger balances. The devices must
     * be paused.
     */
    static Reckoning after(NumberedPublisher devices, Jdbi jdbi, ServiceProcess service) {
        try {
            return reckon(devices, jdbi, service);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nThe service said:\n" + service.tail(), e);
        }
    }

    private static Reckoning reckon(NumberedPublisher devices, Jdbi jdbi, ServiceProcess service) {
        Set<String> acknowledged = devices.acknowledged();
        Await.until(
                "well again",
                ServiceProcess.PATIENCE,
                () -> service.get("/health").status() == 200);
        Await.until(
                "stored: " + acknowledged.size() + " messages",
                ServiceProcess.PATIENCE,
                () -> rows(jdbi, "event") + rows(jdbi, "quarantine") >= acknowledged.size());
        JsonNode ledger = standing(service);
        List<String> stored = ids(jdbi, "select external_id from event");
        List<String> quarantined = quarantined(jdbi);
        exactlyOnce(devices, stored, quarantined);
        balanced(ledger, devices, stored.size(), quarantined.size());
        return new Reckoning(
                devices.published(),
                acknowledged.size(),
                devices.repeats(),
                count(ledger, "received"),
                count(ledger, "stored"),
                count(ledger, "duplicate"),
                count(ledger, "quarantined"),
                inHand(service));
    }

    /** One line for whoever reads the test's output. */
    void print(String what) {
        System.out.printf(
                "%s: published %,d acknowledged %,d repeated %,d | received %,d stored %,d duplicate %,d quarantined %,d"
                        + " in flight %,d%n",
                what, published, acknowledged, repeats, received, stored, duplicate, quarantined, inHand);
    }

    private static void exactlyOnce(NumberedPublisher devices, List<String> stored, List<String> quarantined) {
        assertThat(stored).as("events").doesNotHaveDuplicates();
        assertThat(quarantined).as("messages in quarantine").doesNotHaveDuplicates();
        Set<String> understood = new HashSet<>(devices.acknowledged());
        understood.removeAll(devices.broken());
        assertThat(missing(understood, stored)).as("acknowledged, not stored").isEmpty();
        assertThat(missing(devices.broken(), quarantined))
                .as("acknowledged, not in quarantine")
                .isEmpty();
        assertThat(missing(new HashSet<>(stored), understood))
                .as("stored, never acknowledged")
                .isEmpty();
        assertThat(missing(new HashSet<>(quarantined), devices.broken()))
                .as("in quarantine for nothing")
                .isEmpty();
    }

    private static Set<String> missing(Set<String> wanted, Collection<String> there) {
        Set<String> missing = new HashSet<>(wanted);
        missing.removeAll(new HashSet<>(there));
        return missing;
    }

    private static void balanced(JsonNode ledger, NumberedPublisher devices, int stored, int quarantined) {
        for (JsonNode counts : ledger.path("sources")) {
            balanced(counts);
        }
        JsonNode total = ledger.path("total");
        balanced(total);
        assertThat(total.path("stored").asLong()).as("stored, says the ledger").isEqualTo(stored);
        assertThat(total.path("quarantined").asLong())
                .as("quarantined, says the ledger")
                .isEqualTo(quarantined);
        assertThat(total.path("duplicate").asLong()).as("duplicates").isGreaterThanOrEqualTo(devices.repeats());
        assertThat(total.path("received").asLong()).as("received").isGreaterThanOrEqualTo(devices.acknowledgements());
    }

    private static void balanced(JsonNode counts) {
        assertThat(counts.path("received").asLong())
                .as("received = stored + duplicate + quarantined: " + counts)
                .isEqualTo(counts.path("stored").asLong()
                        + counts.path("duplicate").asLong()
                        + counts.path("quarantined").asLong());
    }

    /** The ledger once it says the same twice and nothing is in hand: what the broker delivers again may come late. */
    private static JsonNode standing(ServiceProcess service) {
        JsonNode[] last = {ledger(service)};
        Await.until("nothing moves any more", ServiceProcess.PATIENCE, () -> {
            LockSupport.parkNanos(500_000_000);
            JsonNode now = ledger(service);
            boolean same = now.path("total").equals(last[0].path("total"));
            last[0] = now;
            return same && count(now, "inFlight") == 0 && inHand(service) == 0;
        });
        return last[0];
    }

    private static JsonNode ledger(ServiceProcess service) {
        return service.get("/api/v1/ledger").json();
    }

    private static long count(JsonNode ledger, String member) {
        return ledger.path("total").path(member).asLong();
    }

    private static long inHand(ServiceProcess service) {
        return service.metric("sixgrid_ingest_in_flight");
    }

    private static long rows(Jdbi jdbi, String table) {
        return jdbi.withHandle(h ->
                h.createQuery("select count(*) from " + table).mapTo(Long.class).one());
    }

    private static List<String> ids(Jdbi jdbi, String query) {
        return jdbi.withHandle(h -> h.createQuery(query).mapTo(String.class).list());
    }

    private static List<String> quarantined(Jdbi jdbi) {
        return jdbi.withHandle(h -> h.createQuery("select payload from quarantine")
                .map((row, context) -> String.valueOf(NumberedAlert.idIn(Objects.requireNonNull(row.getBytes(1)))))
                .list());
    }
}
