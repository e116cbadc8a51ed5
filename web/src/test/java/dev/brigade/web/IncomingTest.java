package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.admission.BodyBudget;
import dev.brigade.web.engine.EngineException;
import dev.brigade.web.engine.Exchange;
import dev.brigade.web.engine.Fields;
import dev.brigade.web.errors.ServiceUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Of which the first bytes come, and then what fails once. */
    private static InputStream failing(Throwable failure) {
        return new InputStream() {
            private int read;

            @Override
            public int read() throws IOException {
                read++;
                switch (failure) {
                    case RuntimeException e when read == 2_000 -> throw e;
                    case IOException e when read == 2_000 -> throw e;
                    default -> {}
                }
                return read < 4_000 ? 'x' : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                target[offset] = (byte) read();
                return 1;
            }
        };
    }

    @Test
    void a_body_that_has_failed_fails_again_and_its_rest_is_not_taken_for_the_whole() {
        for (Throwable failure : List.of(new EngineException(413, "too large"), new IOException("gone"))) {
            InputStream body = failing(failure);
            Exchange exchange = (Exchange) Proxy.newProxyInstance(
                    Exchange.class.getClassLoader(),
                    new Class<?>[] {Exchange.class},
                    (_, method, _) -> method.getName().equals("body") ? body : Optional.of("100-continue"));
            Incoming incoming = new Incoming(exchange, "/", Map.of(), budget);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(incoming::body)
                        .isInstanceOf(failure instanceof IOException ? IOException.class : EngineException.class);
            }
            assertThat(incoming.isAbandoned()).isEqualTo(failure instanceof IOException);
            incoming.end();
            assertThat(budget.taken()).isZero();
        }
    }
}
