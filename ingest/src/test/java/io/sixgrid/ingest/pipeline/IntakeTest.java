package io.sixgrid.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.QuarantineStore;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.format.DecodedMessage;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.mqtt.Inbound;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@PostgisTest
final class IntakeTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger settled = new AtomicInteger();

    @Test
    void a_message_at_which_its_format_fails_is_quarantined_with_its_bytes(TestDatabase database) {
        Function<Arrival, DecodedMessage> broken = arrival -> {
            throw new IllegalStateException("a bug");
        };
        try (Intake intake = intake(database, broken, Clock.systemUTC())) {
            intake.start();
            intake.take(message());
            Await.until("it is committed", () -> settled.get() == 1);
        }
        assertThat(new QuarantineStore(database.jdbi()).list(QuarantineStore.Filter.ALL, Optional.empty(), 10))
                .singleElement()
                .satisfies(held -> {
                    assertThat(held.message().reason()).isEqualTo("format-failed");
                    assertThat(held.message().detail()).contains("a bug");
                    assertThat(held.message().arrival().payload()).isEqualTo(BODY);
                });
    }

    @Test
    void a_writer_that_ended_is_a_problem_and_settles_nothing(TestDatabase database) {
        try (Intake intake = intake(database, FormatCatalog.builtIn()::decode, new BrokenClock())) {
            intake.start();
            assertThat(intake.problem()).isEmpty();
            intake.take(message());
            Await.until("it says so", () -> intake.problem().isPresent());
            assertThat(settled).hasValue(0);
        }
    }

    private static Intake intake(TestDatabase database, Function<Arrival, DecodedMessage> formats, Clock clock) {
        IntakeStore store =
                new IntakeStore(database.jdbi(), TestCity.build(database.jdbi()), Duration.ofSeconds(10), clock);
        return new Intake(formats, store, IntakeSettings.DEFAULT, Intake.Worker.alone("test"));
    }

    private Inbound message() {
        return new Inbound(new Arrival("a/topic", BODY, Instant.now(), false), settled::incrementAndGet);
    }

    /** Fails as a class that is missing would. */
    private static final class BrokenClock extends Clock {
        @Override
        public Instant instant() {
            throw new LinkageError("no clock");
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
