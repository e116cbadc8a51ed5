package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private static void run(Recorder recorder, String label) {
        recorder.begin(Activity.Kind.REQUEST, label).call(() -> true);
    }

    private static List<Activity> ended(Snapshot snapshot) {
        return snapshot.events().stream()
                .filter(Event.ActivityEnded.class::isInstance)
                .map(Event::activity)
                .toList();
    }

    @Test
    void knowsWhoRuns() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (Activities activities = new Activities()) {
            Activity first = activities.start("first", done::await).activity();
            Activity second = activities.start("second", done::await).activity();
            Recorder recorder = activities.recorder();
            recorder.begin(Activity.Kind.REQUEST, "not yet");

            Activities.until(() -> recorder.running().size() == 2, "two run");
            assertThat(recorder.running()).containsExactly(first, second);
            assertThat(recorder.snapshot().running()).containsExactly(first, second);
            done.countDown();
            activities.joinAll();
            assertThat(recorder.running()).isEmpty();
        }
    }

    @Test
    void tellsOfWaitsThatAreOverAndOfNothingThatNeededNone() throws Exception {
        NamedLock oven = new NamedLock("oven");
        List<String> heard = new CopyOnWriteArrayList<>();
        WaitListener listener = (at, state, nanos) -> heard.add(at.name() + " " + state + " " + (nanos > 0));
        try (Activities activities = new Activities(new Recorder(RecorderSettings.DEFAULT.events(0)))) {
            Recorder recorder = activities.recorder();
            recorder.waitsHeardBy(listener);
            oven.lock(); // of a thread of no recorder
            try {
                activities.start("waits", () -> {
                    try (var _ = oven.hold();
                            var _ = oven.hold()) {
                        assertThat(oven.holdCount()).isEqualTo(2);
                    }
                });
                Activities.until(() -> !oven.waiters().isEmpty(), "it waits");
            } finally {
                oven.unlock();
            }
            activities.joinAll();
            assertThat(heard).containsExactly("oven WAITS_FOR_LOCK true");

            recorder.waitsUnheardBy(listener);
            oven.lock();
            try {
                activities.start("waits too", () -> {
                    try (var _ = oven.hold()) {
                        assertThat(oven.holdCount()).isEqualTo(1);
                    }
                });
                Activities.until(() -> !oven.waiters().isEmpty(), "it waits");
            } finally {
                oven.unlock();
            }
            activities.joinAll();
            assertThat(heard).hasSize(1);
        }
    }

    @Test
    void showsTheEventsOfThoseThatRunAndThoseThatHaveEndedInTheOrderOfTime() throws Exception {
        NamedLock oven = new NamedLock("oven");
        CountDownLatch done = new CountDownLatch(1);
        try (Activities activities = new Activities()) {
            activities.start("first", () -> {
                oven.hold().close();
            });
            activities.joinAll();
            Activity second = activities
                    .start("second", () -> {
                        try (var _ = oven.hold()) {
                            done.await();
                        }
                    })
                    .activity();
            Activities.until(() -> oven.owner().equals(Optional.of(second)), "second holds");

            Snapshot snapshot = activities.recorder().snapshot();
            assertThat(snapshot.events())
                    .extracting(event ->
                            event.activity().name() + " " + event.getClass().getSimpleName())
                    .containsExactly(
                            "first #1 ActivityBegan",
                            "first #1 Acquired",
                            "first #1 Released",
                            "first #1 ActivityEnded",
                            "second #2 ActivityBegan",
                            "second #2 Acquired");
            assertThat(snapshot.lost()).isZero();
            done.countDown();
            activities.joinAll();
        }
    }

    @Test
    void remembersTheLastAndASampleOfTheOthersWhenThereAreTooManyAndCountsTheRest() {
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT.events(10));
        for (int i = 1; i <= 100; i++) {
            run(recorder, "GET /");
        }

        Snapshot snapshot = recorder.snapshot();
        assertThat(ended(snapshot)).extracting(Activity::id).hasSize(5).endsWith(97L, 98L, 99L, 100L);
        assertThat(snapshot.lost()).isEqualTo(190);
        assertThat(recorder.sampledOut()).isEqualTo(94); // one came into the sample, which has no room for it
    }

    @Test
    void remembersThoseThatFailedOrRanAgainLongerThanOthers() {
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT.events(100));
        NamedLock place = new NamedLock("lane");
        recorder.begin(Activity.Kind.REQUEST, "failed").call(() -> {
            Activity.current().result(Activity.Outcome.FAILED, 500);
            return true;
        });
        recorder.begin(Activity.Kind.REQUEST, "again").call(() -> {
            Activity.current().runsAgain(place, 2, "a conflict");
            return true;
        });
        for (int i = 1; i <= 1000; i++) {
            run(recorder, "GET /");
        }

        Snapshot snapshot = recorder.snapshot();
        assertThat(ended(snapshot)).extracting(Activity::label).contains("failed", "again");
        assertThat(snapshot.events()).hasSizeLessThanOrEqualTo(100);
        assertThat(recorder.lately(4))
                .extracting(Activity::label)
                .startsWith("failed", "again")
                .hasSize(4);
    }

    @Test
    void tellsOfAnActivityHowItEndedAndInWhichRun() {
        Recorder recorder = new Recorder();
        NamedLock place = new NamedLock("lane");
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "POST /orders");
        activity.call(() -> {
            activity.runsAgain(place, 2, "a conflict");
            activity.result(Activity.Outcome.COMMITTED, 201);
            assertThat(activity.outcome()).isEqualTo(Activity.Outcome.UNKNOWN);
            return true;
        });

        assertThat(activity.label()).isEqualTo("POST /orders");
        assertThat(activity.runs()).isEqualTo(2);
        assertThat(activity.outcome()).isEqualTo(Activity.Outcome.COMMITTED);
        assertThat(activity.resultCode()).isEqualTo(201);
        assertThat(activity.events())
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                Event.RunsAgain.class,
                                again -> assertThat(again.why()).isEqualTo("a conflict")));
    }

    @Test
    void knowsWhoRunsAlsoIfItRemembersNothing() {
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT.events(0));
        NamedLock oven = new NamedLock("oven");
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");
        activity.call(() -> {
            oven.hold().close();
            assertThat(recorder.running()).containsExactly(activity);
            return true;
        });

        assertThat(activity.eventCount()).isZero();
        assertThat(recorder.snapshot().events()).isEmpty();
        assertThat(recorder.snapshot().running()).isEmpty();
    }

    @Test
    void showsWhoEndsToWhoeverListens() {
        Recorder recorder = new Recorder();
        List<String> heard = new ArrayList<>();
        Consumer<Activity> reader = activity -> heard.add(activity.name());
        recorder.heardBy(reader);
        run(recorder, "first");
        recorder.unheardBy(reader);
        run(recorder, "second");

        assertThat(heard).containsExactly("first #1");
    }

    @Test
    void countsAllEventsOfAnActivityAgainstTheBound() {
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT.events(100));
        NamedLock oven = new NamedLock("oven");
        for (int i = 0; i < 10; i++) {
            recorder.begin(Activity.Kind.REQUEST, "GET /").call(() -> {
                for (int j = 0; j < 10; j++) {
                    oven.hold().close();
                }
                return true;
            });
        }

        Snapshot snapshot = recorder.snapshot();
        assertThat(ended(snapshot)).hasSize(4);
        assertThat(snapshot.events()).hasSize(4 * 22);
        assertThat(snapshot.lost()).isEqualTo(6 * 22);
    }

    @Test
    void forgetsWhatIsOlderThanItsTimeWithoutCallingItLost() {
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT.keep(Duration.ofMillis(1)));
        run(recorder, "GET /");
        Activities.until(() -> recorder.snapshot().events().isEmpty(), "no events");

        assertThat(recorder.snapshot().lost()).isZero();
    }

    @Test
    void throwsTheLongLogsOfForgottenActivitiesAway() {
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT.events(5));
        NamedLock oven = new NamedLock("oven");
        Activity first = recorder.begin(Activity.Kind.REQUEST, "first");
        first.call(() -> {
            for (int i = 0; i < 40; i++) {
                oven.hold().close();
            }
            assertThat(first.events()).hasSize(81);
            return true;
        });

        run(recorder, "second");

        assertThat(first.events()).hasSize(2);
    }

    @Test
    void throwsLogsAwayThatNameOthers() throws Exception {
        try (Activities activities = new Activities(new Recorder(RecorderSettings.DEFAULT.events(5)))) {
            NamedLock oven = new NamedLock("oven");
            CountDownLatch done = new CountDownLatch(1);
            activities.start("first", () -> {
                try (var _ = oven.hold()) {
                    done.await();
                }
            });
            Activities.until(() -> oven.owner().isPresent(), "first holds");
            Activity second =
                    activities.start("second", () -> oven.hold().close()).activity();
            Activities.until(() -> !oven.waiters().isEmpty(), "second waits");
            done.countDown();
            activities.joinAll();
            run(activities.recorder(), "third");

            assertThat(second.events()).hasSize(2);
        }
    }

    @Test
    void remembersLessOfWhatJustWasIfSoMuchGoesOnThatNotAllWillFit() {
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT.events(20_000));
        for (int i = 1; i <= 5_000; i++) {
            run(recorder, "GET /");
        }

        assertThat(recorder.snapshot().events()).hasSizeBetween(2_000, 2_100);
        assertThat(ended(recorder.snapshot())).extracting(Activity::id).contains(4_001L, 5_000L);
    }

    @Test
    void givesTheLastPartOfItsMemory() {
        Recorder recorder = new Recorder();
        run(recorder, "first");
        Activity first = ended(recorder.snapshot()).getFirst();
        Activities.until(() -> System.nanoTime() - first.status().sinceNanos() > 20_000_000, "20 ms have passed");
        run(recorder, "second");

        assertThat(ended(recorder.snapshot(Duration.ofMillis(20)))).doesNotContain(first);
        assertThat(ended(recorder.snapshot(Duration.ofDays(10_000_000)))).contains(first);
    }

    @Test
    void losesNoEventWhenManyEndAtOnce() throws Exception {
        Recorder recorder = new Recorder();
        NamedLock oven = new NamedLock("oven");
        try (Activities activities = new Activities(recorder)) {
            for (int i = 0; i < 1000; i++) {
                activities.start("GET /", () -> {
                    try (var _ = oven.hold()) {
                        assertThat(oven.owner()).contains(Activity.current());
                    }
                });
            }
            activities.joinAll();
        }

        Snapshot snapshot = recorder.snapshot();
        assertThat(ended(snapshot)).doesNotHaveDuplicates().hasSize(1000);
        assertThat(snapshot.events().stream().filter(Event.Released.class::isInstance))
                .hasSize(1000);
        assertThat(snapshot.lost()).isZero();
        assertThat(recorder.running()).isEmpty();
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        assertThatThrownBy(() -> RecorderSettings.DEFAULT.keep(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> RecorderSettings.DEFAULT.events(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 events");
    }
}
