package io.sixgrid.data.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CommandTest {
    @Test
    void a_failure_is_told_by_its_last_line_that_is_an_error() {
        assertThat(new Command.Result(1, """
                creating subdirectories ... ok
                initdb: error: could not create directory "/x/pg_wal": No space left on device
                initdb: removing data directory "/x"
                """).reason())
                .isEqualTo("initdb: error: could not create directory \"/x/pg_wal\": No space left on device");
    }

    @Test
    void without_such_a_line_it_is_the_last_one() {
        assertThat(new Command.Result(127, "one\nsetpriv: unknown user\n\n").reason())
                .isEqualTo("setpriv: unknown user");
        assertThat(new Command.Result(3, "").reason()).isEqualTo("status 3");
    }
}
