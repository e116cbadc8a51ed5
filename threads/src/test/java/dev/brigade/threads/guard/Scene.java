package dev.brigade.threads.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.Activity;
import dev.brigade.threads.DeadlockException;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Activities under a guard, which do what they do again when they were the victims of a deadlock, as requests do. */
final class Scene implements AutoCloseable {
    /** What one takes, and then wants. */
    interface Step {
        void run() throws Exception;
    }

    final Guard guard;
    final Activities activities;

    Scene() {
        this(new GuardSettings(Duration.ofMillis(20), Duration.ZERO, true));
    }

    Scene(GuardSettings settings) {
        guard = new Guard(settings, _ -> {});
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT, guard);
        guard.watch(recorder, List.of());
        activities = new Activities(recorder);
    }

    /** An activity that may be made to give up, and then begins anew. */
    Running start(String name, Step body) {
        return activities.start(name, () -> {
            Activity.current().repeatable(true);
            while (true) {
                try {
                    body.run();
                    return;
                } catch (DeadlockException e) {
                    assertThat(e).hasMessageContaining(name);
                    e.letOthersGo(Duration.ofSeconds(10));
                }
            }
        });
    }

    /** Waits for the others the first time, and no more after that, when it is done again. */
    static Step meet(CountDownLatch all) {
        return () -> {
            all.countDown();
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        };
    }

    /** Returns when the guard has looked so often that it has seen each wait of now last long. */
    void letTheGuardLook() {
        long enough = guard.looks() + 10;
        Activities.until(() -> guard.looks() >= enough, "the guard looks");
    }

    List<Report.Deadlock> deadlocks() {
        return guard.reports().stream()
                .filter(Report.Deadlock.class::isInstance)
                .map(Report.Deadlock.class::cast)
                .toList();
    }

    /** All end, since one deadlock was found, of those, and broken. */
    void endsWithOneDeadlockOf(Running... members) throws Exception {
        activities.joinAll();
        // it is told when it has been broken, and by then all may have ended
        Activities.until(() -> !deadlocks().isEmpty(), "the deadlock is told");
        assertThat(deadlocks()).hasSize(1).first().satisfies(deadlock -> {
            assertThat(deadlock.victim()).isPresent();
            assertThat(deadlock.members())
                    .containsExactlyInAnyOrderElementsOf(
                            List.of(members).stream().map(Running::activity).toList());
        });
    }

    @Override
    public void close() {
        activities.close();
        guard.close();
    }
}
