package dev.brigade.web.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.Recorder;
import dev.brigade.web.LogLines;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutsideEffectsTest {
    private static final String UNDOES = "did what no rollback undoes";

    private final Recorder recorder = new Recorder();
    private final OutsideEffects effects = OutsideEffects.ofRoute();
    private final BoundedQueue<String> pass = new BoundedQueue<>("pass", 10);
    private final NamedLock oven = new NamedLock("oven");
    private final NamedSemaphore stove = new NamedSemaphore("stove", 4);

    private interface Body {
        void run() throws Exception;
    }

    private void bake() {
        oven.lock();
        try {
            assertThat(oven.owner()).isPresent();
        } finally {
            oven.unlock();
        }
    }

    /** What is logged when a run that does {@code body} is in vain. */
    private List<String> lines(Body body) throws Exception {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "POST /orders");
        return activity.call(() -> {
            pass.offer("before the run");
            long mark = activity.eventCount();
            body.run();
            try (LogLines log = new LogLines("brigade")) {
                effects.tell(activity, 1, mark, "a conflict");
                return log.with(UNDOES);
            } finally {
                pass.clear();
            }
        });
    }

    @Test
    void one_line_names_each_effect_of_the_run_and_how_often() throws Exception {
        assertThat(lines(() -> {
                    pass.put("soup");
                    bake();
                    stove.acquire(3);
                    stove.release(3);
                    bake();
                    pass.take();
                }))
                .containsExactly("WARN POST /orders #1 runs again after a conflict, but its run 1 " + UNDOES
                        + ": put into queue \"pass\" (1), held lock \"oven\" (2), held permits of semaphore \"stove\" (3),"
                        + " took from queue \"pass\" (1). Put it into afterCommit, or declare the route .once().");
    }

    @Test
    void a_run_that_did_nothing_outside_is_not_told_of() throws Exception {
        assertThat(stove.tryAcquire(4)).isTrue(); // by another activity, which keeps them
        assertThat(lines(() -> assertThat(stove.tryAcquire()).isFalse())).isEmpty();
    }

    @Test
    void each_kind_of_effect_is_a_warning_once() throws Exception {
        assertThat(lines(() -> pass.put("soup"))).singleElement().asString().startsWith("WARN ");
        assertThat(lines(() -> pass.put("fish"))).noneMatch(line -> line.startsWith("WARN "));
        assertThat(lines(() -> {
                    pass.put("soup");
                    bake();
                }))
                .singleElement()
                .asString()
                .startsWith("WARN ")
                .contains("held lock \"oven\" (1)");
    }

    @Test
    void a_run_of_more_events_than_are_kept_says_that_it_may_not_know_all() throws Exception {
        assertThat(lines(() -> {
                    for (int i = 0; i < 1000; i++) {
                        bake();
                    }
                }))
                .singleElement()
                .asString()
                .contains(": at least held lock \"oven\" (");
    }
}
