package dev.brigade.web.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import dev.brigade.web.LogLines;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestWatchTest {
    private static final long LATER = Duration.ofHours(1).toNanos();

    private final Activity activity = new Recorder().begin(Activity.Kind.REQUEST, "POST /orders");
    private final Shield shield = new Shield();
    private final RequestWatch watch = new RequestWatch(activity, shield);

    /** Has {@code meanwhile} happen while who found the request overdue still looks what it does. */
    private void sweepWhile(Runnable meanwhile) throws Exception {
        MeetingPoint slow = new MeetingPoint() {
            private boolean happened;

            @Override
            public Kind kind() {
                return Kind.LOCK;
            }

            @Override
            public String name() {
                if (!happened) {
                    happened = true;
                    meanwhile.run();
                }
                return "slow";
            }
        };
        watch.begins("POST /orders", Duration.ofSeconds(1));
        activity.call(() -> {
            Status before = activity.enter(State.WAITS_FOR_LOCK, slow, "");
            watch.sweep(activity.startedNanos() + LATER);
            activity.leave(before);
            return "";
        });
    }

    @Test
    void a_deadline_that_is_told_after_the_commit_does_not_cut_the_answer_that_is_streamed() throws Exception {
        try (LogLines log = new LogLines("brigade")) {
            sweepWhile(() -> {
                shield.raise(); // the handler has returned, and commits
                watch.ends();
                shield.lower(); // its answer is streamed
            });
            assertThat(watch.why()).isEmpty();
            assertThat(Thread.interrupted()).isFalse();
            assertThat(log.with("was stopped at its deadline")).isEmpty();
        }
    }

    @Test
    void a_deadline_that_is_told_while_a_run_begins_again_stops_it() throws Exception {
        sweepWhile(() -> {
            shield.raise(); // a conflict
            shield.lower(); // it runs again
        });
        assertThat(watch.why()).get().asString().contains("took longer than the 1 s");
        shield.raise();
    }

    @Test
    void who_cancels_a_request_may_cut_its_stream() throws Exception {
        activity.call(() -> {
            shield.raise();
            watch.ends();
            shield.lower();
            assertThat(watch.cancel("by Ann")).isTrue();
            shield.raise();
            return "";
        });
    }

    @Test
    void who_swallows_the_interrupt_is_told_once_with_what_it_does() throws Exception {
        try (LogLines log = new LogLines("brigade")) {
            watch.begins("POST /orders", Duration.ofSeconds(1));
            activity.call(() -> {
                long overdue = activity.startedNanos() + LATER;
                watch.sweep(overdue);
                while (!Thread.interrupted()) { // by a thread of its own; swallowed here
                    Thread.onSpinWait();
                }
                watch.sweep(overdue + Duration.ofMillis(100).toNanos());
                watch.sweep(overdue + Duration.ofMillis(1900).toNanos());
                assertThat(log.with("still goes on")).isEmpty();

                watch.sweep(overdue + Duration.ofSeconds(3).toNanos());
                watch.sweep(overdue + Duration.ofSeconds(4).toNanos());
                return "";
            });
            assertThat(log.with("still goes on"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN POST /orders #")
                    .contains("2.9 s after it was interrupted")
                    .contains("; it runs in ");
        }
    }
}
