package dev.brigade.threads.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuardTest {

    /** As a driver does whose statement is interrupted. */
    @Test
    void looks_no_longer_when_it_was_closed_although_a_database_swallowed_the_interrupt() throws Exception {
        Guard guard = new Guard(new GuardSettings(Duration.ofMillis(20), Duration.ZERO, false), _ -> {});
        Recorder recorder = new Recorder(RecorderSettings.DEFAULT, guard);
        CompletableFuture<Thread> looker = new CompletableFuture<>();
        RowWaits database = _ -> {
            guard.close();
            assertThat(Thread.interrupted()).isTrue();
            looker.complete(Thread.currentThread());
            return Map.of();
        };
        MeetingPoint oven = new NamedLock("oven");
        try (Activities activities = new Activities(recorder)) {
            CountDownLatch end = new CountDownLatch(1);
            Running baker = activities.start("baker", () -> {
                Activity.current().acquired(oven);
                Status before = Activity.current().enter(State.IN_SQL, oven, "update");
                end.await();
                Activity.current().leave(before);
            });
            guard.watch(recorder, List.of(database));
            Thread thread = looker.get(20, TimeUnit.SECONDS);
            thread.join(Duration.ofSeconds(20));
            assertThat(thread.isAlive()).isFalse();
            end.countDown();
            baker.join();
        } finally {
            guard.close();
        }
    }
}
