package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatcherTest {

    /** Writes down what it is told. */
    private static class Listener implements Watcher {
        final List<String> told = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void before(Activity activity, Step step, MeetingPoint at) {
            told.add("before " + step + " " + at.name());
        }

        @Override
        public void after(Activity activity, Step step, MeetingPoint at) {
            told.add("after " + step + " " + at.name());
        }
    }

    private final NamedLock oven = new NamedLock("oven");

    @Test
    @SuppressWarnings("WaitNotInLoop") // one await, to see its steps
    void isToldOfEachStepOnce() throws Exception {
        Listener listener = new Listener();
        NamedCondition free = oven.condition("free");
        NamedSemaphore burners = new NamedSemaphore("burners", 1);
        BoundedQueue<String> pass = new BoundedQueue<>("pass", 1);
        MeetingPoint database = new BoundedQueue<String>("main", 1);
        new Recorder(RecorderSettings.DEFAULT, listener)
                .begin(Activity.Kind.REQUEST, "GET /")
                .call(() -> {
                    try (var _ = oven.hold();
                            var _ = oven.hold()) {
                        free.signal();
                        assertThat(free.awaitNanos(1)).isNotPositive();
                    }
                    burners.hold().close();
                    pass.put("soup");
                    assertThat(pass.offer("fish")).isFalse();
                    pass.take();
                    Activity me = Activity.current();
                    for (State state : List.of(State.IN_SQL, State.COMMITTING, State.ROLLING_BACK)) {
                        me.leave(me.enter(state, database, ""));
                    }
                    return true;
                });

        assertThat(listener.told)
                .containsExactly(
                        "before ACQUIRE oven",
                        "after ACQUIRE oven",
                        "before SIGNAL free",
                        "after SIGNAL free",
                        "before AWAIT free",
                        "after AWAIT free",
                        "before RELEASE oven",
                        "after RELEASE oven",
                        "before ACQUIRE burners",
                        "after ACQUIRE burners",
                        "before RELEASE burners",
                        "after RELEASE burners",
                        "before PUT pass",
                        "after PUT pass",
                        "before PUT pass",
                        "before TAKE pass",
                        "after TAKE pass",
                        "before STATEMENT main",
                        "after STATEMENT main",
                        "before COMMIT main",
                        "after COMMIT main",
                        "before ROLLBACK main",
                        "after ROLLBACK main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b c", "c b a", "b c a"})
    void decidesWhoGoesNext(String order) throws Exception {
        List<String> wanted = Arrays.asList(order.split(" "));
        List<String> happened = Collections.synchronizedList(new ArrayList<>());
        List<CountDownLatch> turns =
                wanted.stream().map(_ -> new CountDownLatch(1)).toList();
        Watcher explorer = new Watcher() {
            @Override
            public void before(Activity activity, Step step, MeetingPoint at) {
                if (step == Step.ACQUIRE) {
                    try {
                        turns.get(place(activity)).await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }

            @Override
            public void after(Activity activity, Step step, MeetingPoint at) {
                int next = place(activity) + 1;
                if (step == Step.RELEASE && next < turns.size()) {
                    turns.get(next).countDown();
                }
            }

            private int place(Activity activity) {
                return wanted.indexOf(activity.name().substring(0, 1));
            }
        };
        try (Activities activities = new Activities(new Recorder(RecorderSettings.DEFAULT, explorer))) {
            for (String name : List.of("a", "b", "c")) {
                activities.start(name, () -> {
                    try (var _ = oven.hold()) {
                        happened.add(name);
                    }
                });
            }
            turns.getFirst().countDown();
            activities.joinAll();
        }

        assertThat(happened).isEqualTo(wanted);
    }

    @Test
    void mayForbidAStepByThrowing() {
        Watcher strict = new Listener() {
            @Override
            public void before(Activity activity, Step step, MeetingPoint at) {
                throw new IllegalStateException("not " + step);
            }
        };
        Activity activity = new Recorder(RecorderSettings.DEFAULT, strict).begin(Activity.Kind.REQUEST, "GET /");

        activity.call(() -> {
            assertThatThrownBy(oven::hold).hasMessage("not ACQUIRE");
            assertThat(oven.isHeldByCurrentThread()).isFalse();
            Status before = activity.status();
            assertThatThrownBy(() -> activity.enter(State.IN_SQL, oven, "")).hasMessage("not STATEMENT");
            assertThat(activity.status()).isSameAs(before);
            return true;
        });
    }
}
