package dev.brigade.threads.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When databases are asked who waits for whom, and what is made of the answer; the test is the guard's thread and its clock. */
class DeadlockWatchTest {
    private static final long LONGEST = Duration.ofSeconds(1).toNanos();
    private static final long AN_HOUR = Duration.ofHours(1).toNanos();

    private static final MeetingPoint DATABASE = new MeetingPoint() {
        @Override
        public Kind kind() {
            return Kind.DATABASE;
        }

        @Override
        public String name() {
            return "main";
        }
    };

    private final Activities activities = new Activities();
    private final Recorder recorder = activities.recorder();
    private final NamedLock oven = new NamedLock("oven");
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch second = new CountDownLatch(1);
    private final List<Report> reports = new ArrayList<>();

    @AfterEach
    void close() {
        activities.close();
    }

    /** Holds the oven during two statements, each of which ends when its latch opens. */
    private Running baker() {
        return activities.start("baker", () -> {
            try (var _ = oven.hold()) {
                for (CountDownLatch end : List.of(first, second)) {
                    Status before = Activity.current().enter(State.IN_SQL, DATABASE, "update");
                    end.await();
                    Activity.current().leave(before);
                }
            }
        });
    }

    /** Says of one that it waits for another. */
    private static Map<Activity, RowWaits.RowWait> waits(Running one, Running other) {
        return Map.of(one.activity(), new RowWaits.RowWait(Blockers.one(other.activity()), "", false, _ -> {
            throw new AssertionError("the wait that the database spoke of is over");
        }));
    }

    @Test
    void a_row_that_was_waited_for_in_an_earlier_statement_makes_no_deadlock() throws Exception {
        Running baker = baker().is(State.IN_SQL);
        Running washer = activities.start("washer", () -> oven.hold().close()).is(State.WAITS_FOR_LOCK);
        Status asked = baker.activity().status();
        RowWaits database = _ -> {
            Map<Activity, RowWaits.RowWait> answer = waits(baker, washer);
            first.countDown(); // what it waited for has come when the answer arrives, and it is in the next statement
            Activities.until(
                    () -> !baker.activity().status().equals(asked)
                            && baker.activity().status().state() == State.IN_SQL,
                    "the next statement");
            return answer;
        };
        new DeadlockWatch(LONGEST, List.of(database), reports::add).sweep(recorder, System.nanoTime() + AN_HOUR);
        assertThat(reports).isEmpty();
        second.countDown();
        activities.joinAll();
    }

    /** Its transaction may have ended after the database was asked, and before it began to wait. */
    @Test
    void who_begins_to_wait_after_the_database_was_asked_has_let_go_of_its_rows() throws Exception {
        Running baker = baker().is(State.IN_SQL);
        CountDownLatch committed = new CountDownLatch(1);
        Running washer = activities.start("washer", () -> {
            committed.await();
            oven.hold().close();
        });
        RowWaits database = _ -> {
            Map<Activity, RowWaits.RowWait> answer = waits(baker, washer);
            committed.countDown();
            washer.is(State.WAITS_FOR_LOCK);
            return answer;
        };
        new DeadlockWatch(LONGEST, List.of(database), reports::add).sweep(recorder, System.nanoTime() + AN_HOUR);
        assertThat(reports).isEmpty();
        first.countDown();
        second.countDown();
        activities.joinAll();
    }

    @Test
    void a_wait_that_is_newer_than_the_last_question_makes_it_ask_again() throws Exception {
        Running baker = baker().is(State.IN_SQL);
        CountDownLatch go = new CountDownLatch(1);
        Running washer = activities.start("washer", () -> {
            try (var _ = new NamedLock("sink").hold()) {
                go.await();
                oven.hold().close();
            }
        });
        List<Boolean> asked = new ArrayList<>();
        RowWaits database = _ -> {
            asked.add(true);
            return Map.of(baker.activity(), new RowWaits.RowWait(Blockers.one(washer.activity()), "", false, _ -> {
                first.countDown();
                second.countDown();
                return true;
            }));
        };
        DeadlockWatch watch = new DeadlockWatch(LONGEST, List.of(database), reports::add);
        long later = System.nanoTime() + AN_HOUR;
        watch.sweep(recorder, later);
        watch.sweep(recorder, later + LONGEST);
        assertThat(asked).as("nothing new has lasted since").hasSize(1);
        go.countDown();
        washer.is(State.WAITS_FOR_LOCK);
        watch.sweep(recorder, later + 2 * LONGEST);
        assertThat(asked).hasSize(2);
        assertThat(reports)
                .singleElement()
                .isInstanceOfSatisfying(
                        Report.Deadlock.class,
                        deadlock -> assertThat(deadlock.victim()).isNotEqualTo(Optional.empty()));
        first.countDown();
        second.countDown();
        washer.end().handle((_, _) -> true).join();
        baker.end().join();
    }

    /** Who ends a statement asks the database to, which takes a while; and it may not have heard. */
    @Test
    void a_statement_that_is_about_to_end_is_told_once_and_asked_to_again_only_after_a_second() throws Exception {
        Running baker = baker().is(State.IN_SQL);
        List<Boolean> broken = new ArrayList<>();
        RowWaits database = _ -> Map.of(
                baker.activity(),
                new RowWaits.RowWait(Blockers.one(baker.activity()), "", false, _ -> broken.add(true)));
        DeadlockWatch watch = new DeadlockWatch(Duration.ofMillis(50).toNanos(), List.of(database), reports::add);
        long began = baker.activity().status().sinceNanos();
        watch.sweep(recorder, began + Duration.ofMillis(60).toNanos());
        watch.sweep(recorder, began + Duration.ofMillis(130).toNanos());
        assertThat(broken).hasSize(1);
        watch.sweep(recorder, began + Duration.ofMillis(1200).toNanos());
        assertThat(broken).hasSize(2);
        assertThat(reports).singleElement().isInstanceOf(Report.Deadlock.class);
        first.countDown();
        second.countDown();
        activities.joinAll();
    }

    /** As one does whose statement has a timeout. */
    @Test
    void nobody_else_is_ended_when_a_victim_gave_up_by_itself_at_that_moment() throws Exception {
        Running baker = baker().is(State.IN_SQL);
        Running washer = activities.start("washer", () -> {
            Activity.current().repeatable(true); // so it is the first to be asked
            Status before = Activity.current().enter(State.IN_SQL, DATABASE, "update");
            first.await();
            Activity.current().leave(before);
        });
        washer.is(State.IN_SQL);
        List<Boolean> broken = new ArrayList<>();
        RowWaits database = _ -> Map.of(
                baker.activity(),
                new RowWaits.RowWait(Blockers.one(washer.activity()), "", false, _ -> broken.add(true)),
                washer.activity(),
                new RowWaits.RowWait(Blockers.one(baker.activity()), "", false, _ -> {
                    first.countDown();
                    washer.is(State.ENDED);
                    return false;
                }));
        new DeadlockWatch(LONGEST, List.of(database), reports::add).sweep(recorder, System.nanoTime() + AN_HOUR);
        assertThat(broken).isEmpty();
        assertThat(reports).isEmpty();
        second.countDown();
        activities.joinAll();
    }
}
