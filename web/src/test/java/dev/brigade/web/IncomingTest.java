package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.admission.BodyBudget;
import dev.brigade.web.engine.Fields;
import dev.brigade.web.errors.ServiceUnavailable;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IncomingTest {
    private final BodyBudget budget = new BodyBudget(100_000, 1);

    private Incoming incoming(byte[] body) {
        return new Incoming(new LocalExchange("POST", "/", new Fields(), body), "/", Map.of(), budget);
    }

    @Test
    void the_body_is_the_same_bytes_each_time_and_takes_memory_until_the_request_is_over() throws IOException {
        for (int size : new int[] {0, 1, 1023, 1024, 1025, 2048, 50_000}) {
            byte[] body = new byte[size];
            new Random(size).nextBytes(body);
            Incoming incoming = incoming(body);
            incoming.readAhead();
            assertThat(incoming.body()).isEqualTo(body).isSameAs(incoming.body());
            assertThat(budget.taken()).isBetween((long) size, Math.max(1024, 2L * size));
            incoming.end();
            assertThat(budget.taken()).isZero();
        }
    }

    @Test
    void a_body_for_which_there_is_no_memory_is_refused_and_what_it_took_comes_back() throws IOException {
        Incoming first = incoming(new byte[60_000]);
        first.readAhead();
        Incoming second = incoming(new byte[60_000]);
        second.readAhead();
        assertThatThrownBy(second::body)
                .isInstanceOf(ServiceUnavailable.class)
                .hasMessageContaining("reads too much at once");
        second.end();
        assertThat(first.body()).hasSize(60_000);
        first.end();
        assertThat(budget.taken()).isZero();
        Incoming third = incoming(new byte[60_000]);
        third.readAhead();
        assertThat(third.body()).hasSize(60_000);
    }
}
