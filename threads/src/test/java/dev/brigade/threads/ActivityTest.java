package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private final Recorder recorder = new Recorder();
    private final NamedLock oven = new NamedLock("oven");

    private static final class Database implements MeetingPoint {
        @Override
        public Kind kind() {
            return Kind.DATABASE;
        }

        @Override
        public String name() {
            return "main";
        }
    }

    private final MeetingPoint database = new Database();

    @Test
    void isNamedByItsLabelAndItsNumber() {
        recorder.begin(Activity.Kind.REQUEST, "GET /");
        Activity second = recorder.begin(Activity.Kind.REQUEST, "POST /orders");

        assertThat(second.name()).isEqualTo("POST /orders #2");
        assertThat(second.id()).isEqualTo(2);
        assertThat(second.kind()).isEqualTo(Activity.Kind.REQUEST);
        assertThat(second).hasToString("POST /orders #2");
    }

    @Test
    void isTheCurrentOneWhileItRunsAndKnowsItsThread() {
        Activity activity = recorder.begin(Activity.Kind.JOB, "bill");

        List<Object> seen = activity.call(() -> List.of(
                Activity.current(),
                activity.thread().orElseThrow(),
                activity.status().state()));

        assertThat(seen).containsExactly(activity, Thread.currentThread(), State.RUNNING);
        assertThat(Activity.current()).isNotSameAs(activity);
        assertThat(activity.thread()).isEmpty();
        assertThat(activity.status().state()).isEqualTo(State.ENDED);
    }

    @Test
    void hasEndedWhenItsBodyThrows() {
        Activity activity = recorder.begin(Activity.Kind.JOB, "bill");

        assertThatThrownBy(() -> activity.call(() -> {
                    throw new java.io.IOException("no paper");
                }))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("no paper");

        assertThat(activity.status().state()).isEqualTo(State.ENDED);
        assertThat(recorder.running()).isEmpty();
    }

    @Test
    void runsOnce() {
        Activity activity = recorder.begin(Activity.Kind.JOB, "bill");
        activity.call(() -> true);

        assertThatThrownBy(() -> activity.call(() -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bill #1 has ended");
        assertThat(activity.thread()).isEmpty();
    }

    @Test
    void doesNotRunInsideItself() {
        Activity activity = recorder.begin(Activity.Kind.JOB, "bill");

        activity.call(() -> {
            assertThatThrownBy(() -> activity.call(() -> true))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("bill #1 runs already");
            assertThat(Activity.current()).isSameAs(activity);
            return true;
        });
    }

    @Test
    void mayRunInsideAnother() {
        Activity outer = recorder.begin(Activity.Kind.JOB, "outer");
        Activity inner = recorder.begin(Activity.Kind.JOB, "inner");

        outer.call(() -> {
            assertThat(inner.<Activity, RuntimeException>call(Activity::current))
                    .isSameAs(inner);
            assertThat(Activity.current()).isSameAs(outer);
            return true;
        });
    }

    @Test
    void ofAThreadThatHasNoneIsAlwaysTheSame() throws Exception {
        Activity mine = Activity.current();
        AtomicReference<Activity> others = new AtomicReference<>(mine);
        Thread other = Thread.ofVirtual().start(() -> others.set(Activity.current()));
        other.join();

        assertThat(mine).isSameAs(Activity.current());
        assertThat(mine.kind()).isEqualTo(Activity.Kind.OTHER);
        assertThat(mine.name()).isEqualTo(Thread.currentThread().getName());
        assertThat(mine.thread()).contains(Thread.currentThread());
        assertThat(others.get()).isNotSameAs(mine);
        assertThat(others.get().name()).isEqualTo("thread #" + other.threadId());
        assertThat(others.get().id()).isEqualTo(-other.threadId());
    }

    @Test
    void isNotThatOfAThreadForkedInIt() throws Exception {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");
        AtomicReference<Activity> forked = new AtomicReference<>(activity);

        activity.call(() -> {
            // By reflection, since it is a preview in Java 25. A thread forked by it inherits scoped values.
            Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
            Object scope = type.getMethod("open").invoke(null);
            type.getMethod("fork", Runnable.class).invoke(scope, (Runnable) () -> forked.set(Activity.current()));
            type.getMethod("join").invoke(scope);
            type.getMethod("close").invoke(scope);
            return true;
        });

        assertThat(forked.get().kind()).isEqualTo(Activity.Kind.OTHER);
    }

    @Test
    void changesItsStatusAndRecordsBeginAndEndInOneCall() {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");

        activity.call(() -> {
            Status before = activity.enter(State.IN_SQL, database, "select 1");
            assertThat(activity.status().state()).isEqualTo(State.IN_SQL);
            assertThat(activity.status().at()).contains(database);
            assertThat(activity.status().detail()).isEqualTo("select 1");
            activity.leave(before);
            assertThat(activity.status()).isSameAs(before);
            return true;
        });

        assertThat(activity.events())
                .hasExactlyElementsOfTypes(
                        Event.ActivityBegan.class,
                        Event.StatementBegan.class,
                        Event.StatementEnded.class,
                        Event.ActivityEnded.class)
                .element(1)
                .satisfies(event ->
                        assertThat(((Event.StatementBegan) event).sql()).isEqualTo("select 1"));
    }

    @Test
    void recordsEachSortOfWork() {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");

        activity.call(() -> {
            activity.leave(activity.enter(State.WAITS_FOR_CONNECTION, database, ""));
            activity.acquired(database);
            activity.leave(activity.enter(State.COMMITTING, database, ""));
            activity.leave(activity.enter(State.ROLLING_BACK, database, ""));
            activity.released(database);
            return true;
        });

        assertThat(activity.events())
                .hasExactlyElementsOfTypes(
                        Event.ActivityBegan.class,
                        Event.WaitBegan.class,
                        Event.WaitEnded.class,
                        Event.Acquired.class,
                        Event.CommitBegan.class,
                        Event.CommitEnded.class,
                        Event.RollbackBegan.class,
                        Event.RollbackEnded.class,
                        Event.Released.class,
                        Event.ActivityEnded.class);
    }

    @Test
    void takesNoTimeForWhatNeedsNoWait() {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");

        activity.call(() -> {
            oven.hold().close();
            activity.leave(activity.enter(State.COMMITTING, database, ""));
            return true;
        });

        assertThat(activity.events())
                .extracting(event -> event.nanos().isPresent())
                .containsExactly(true, false, false, true, true, true);
    }

    @Test
    void isChangedOnlyByItsOwnThread() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (Activities activities = new Activities()) {
            Activities.Running running = activities.start("GET /", done::await);
            Activities.until(() -> running.activity().thread().isPresent(), "it runs");

            assertThatThrownBy(() -> running.activity().enter(State.IN_SQL, database, ""))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("GET / #1")
                    .hasMessageContaining(Thread.currentThread().getName())
                    .hasMessageContaining("Activity.current()");
            assertThatThrownBy(() -> running.activity().acquired(database)).isInstanceOf(IllegalStateException.class);
            done.countDown();
            running.join();
            assertThat(running.activity().events()).hasSize(2);
        }
    }

    @Test
    void refusesAStateThatIsNotForAnnouncing() {
        Activity me = Activity.current();

        for (State state : List.of(State.RUNNING, State.ENDED, State.REACQUIRES_LOCK)) {
            assertThatThrownBy(() -> me.enter(state, database, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(state.name());
        }
        assertThatThrownBy(() -> me.leave(me.status()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("leave() without enter()");
    }

    @Test
    void keepsTheNewestEventsWhenItsLogIsFullAndCountsTheOthers() {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");
        List<Event> seen = new ArrayList<>();
        int statements = EventLog.MOST;

        activity.call(() -> {
            for (int i = 0; i < statements; i++) {
                activity.leave(activity.enter(State.IN_SQL, database, "select " + i));
            }
            seen.addAll(activity.events());
            return true;
        });

        assertThat(seen).hasSize(1 + EventLog.MOST - 1);
        assertThat(seen.get(1)).isInstanceOf(Event.StatementEnded.class);
        assertThat(seen.get(2))
                .isInstanceOfSatisfying(
                        Event.StatementBegan.class,
                        event -> assertThat(event.sql()).isEqualTo("select " + (statements / 2 + 1)));
        assertThat(activity.eventsLost()).isEqualTo(2L * statements - (EventLog.MOST - 1));
        assertThat(recorder.snapshot().lost()).isEqualTo(activity.eventsLost());
    }

    @Test
    void givesTheEventsSinceAMark() {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");

        List<Event> seen = activity.call(() -> {
            assertThat(activity.eventCount()).isZero();
            assertThat(activity.eventsSince(0)).isEmpty();
            activity.leave(activity.enter(State.IN_SQL, database, "select 1"));
            long mark = activity.eventCount();
            activity.leave(activity.enter(State.WAITS_FOR_SERVICE, database, "GET https://example.org"));
            assertThat(activity.eventsSince(0)).hasSize(4);
            return activity.eventsSince(mark);
        });

        assertThat(seen).hasSize(2);
        assertThat(seen.getFirst())
                .isInstanceOfSatisfying(
                        Event.CallBegan.class,
                        event -> assertThat(event.detail()).isEqualTo("GET https://example.org"));
        assertThat(seen.getLast()).isInstanceOf(Event.CallEnded.class);
    }

    @Test
    void isCancelledByItsOwnersRuleWhileItRuns() {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");
        List<String> reasons = new ArrayList<>();
        activity.cancellableBy(reasons::add);

        activity.call(() -> {
            recorder.forEachRunning(
                    each -> assertThat(each.cancellation().orElseThrow().cancel("enough"))
                            .isTrue());
            return true;
        });

        assertThat(reasons).containsExactly("enough");
        assertThat(activity.cancellation()).isEmpty();
    }
}
