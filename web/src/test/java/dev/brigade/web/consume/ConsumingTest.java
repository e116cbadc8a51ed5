package dev.brigade.web.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Databases;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consumer in a process that has no memory for further threads, for a while. */
class ConsumingTest {
    private final BoundedQueue<String> pass = new BoundedQueue<>("pass", 5);
    private final Resources resources = new Resources(new Recorder(), new Databases(Optional.empty(), Map.of()), 3);
    private final AtomicInteger refusals = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(2);
    private final AtomicInteger tries = new AtomicInteger();

    @AfterEach
    void close() {
        pass.close();
    }

    /** @param refused the first of its threads */
    private Consumers consuming(int failures, String refused) {
        Declaration<String> declared = new Declaration<>(
                pass,
                1,
                (_, item) -> {
                    if (tries.incrementAndGet() <= failures) {
                        throw new IllegalStateException("on purpose");
                    }
                    done.countDown();
                },
                TransactionOptions.DEFAULT,
                failures,
                Duration.ofMillis(1),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                true);
        Consumers consumers = new Consumers(resources, (name, body) -> {
            if (name.startsWith(refused) && refusals.incrementAndGet() <= 2) {
                throw new OutOfMemoryError("made up");
            }
            Thread.ofVirtual().name(name).start(body);
        });
        consumers.start(declared);
        return consumers;
    }

    private void bothAreDone() throws InterruptedException {
        pass.addAll(List.of("soup", "fish"));
        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void works_on_an_item_when_there_is_a_thread_for_it() throws Exception {
        Consumers consumers = consuming(0, "pass #");
        bothAreDone();
        assertThat(refusals.get()).isGreaterThan(2);
        consumers.stop(Duration.ofMinutes(1));
        assertThat(consumers.views().getFirst().counts().succeeded()).isEqualTo(2);
        assertThat(consumers.views().getFirst().counts().retried()).isZero();
    }

    @Test
    void tries_an_item_again_where_it_is_if_there_is_no_thread_on_which_it_could_wait() throws Exception {
        Consumers consumers = consuming(2, "waits to try");
        bothAreDone();
        consumers.stop(Duration.ofMinutes(1));
        assertThat(consumers.views().getFirst().counts().succeeded()).isEqualTo(2);
        assertThat(consumers.views().getFirst().waiting()).isZero();
    }
}
