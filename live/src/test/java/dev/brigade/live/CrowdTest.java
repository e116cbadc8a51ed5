package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Databases;
import dev.brigade.live.look.Film;
import dev.brigade.live.look.Frame;
import dev.brigade.live.look.Look;
import dev.brigade.live.wire.Clock;
import dev.brigade.live.wire.FrameJson;
import dev.brigade.threads.Activity;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.guard.Guard;
import dev.brigade.threads.guard.GuardSettings;
import dev.brigade.web.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Ten thousand at once. */
class CrowdTest {
    private static final int CROWD = 10_000;

    private final Recorder recorder = new Recorder();
    private final NamedLock stock = new NamedLock("stock", true);
    private final Observed observed = new Observed(
            "shop",
            "/live",
            () -> "here",
            true,
            recorder,
            new Guard(GuardSettings.DEFAULT, _ -> {}),
            new Databases(Optional.empty(), Map.of()),
            List::of,
            _ -> true,
            false);

    private Thread starts(String label, CountDownLatch until) {
        return Thread.ofVirtual()
                .start(() -> recorder.begin(Activity.Kind.REQUEST, label).call(() -> {
                    try (var _ = stock.hold()) {
                        until.await();
                        return true;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    @Test
    void have_rows_for_those_that_matter_most_and_the_others_are_counted() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        threads.add(starts("holds", done));
        while (stock.owner().isEmpty()) {
            LockSupport.parkNanos(100_000);
        }
        for (int i = 1; i < CROWD; i++) {
            threads.add(starts("waits", done));
        }
        while (stock.waiters().size() < CROWD - 1) {
            LockSupport.parkNanos(10_000_000);
        }
        Film film = new Film(new Look(observed), recorder);
        Frame frame = film.first().frame();
        String json = new FrameJson(observed, Clock.fromNow()).whole(film.whole(frame), 0, 0);
        JsonNode state = Site.json(json);

        assertThat(frame.rows()).hasSize(2000);
        assertThat(frame.rows().getFirst().label()).isEqualTo("holds");
        assertThat(state.get("leftOut").asInt()).isEqualTo(8000);
        assertThat(state.get("sentence").asString())
                .startsWith("10000 requests: 1 running; 9999 wait for lock `stock`, held by holds #1");
        assertThat(state.get("things").get(0).get("waiting").asInt()).isEqualTo(CROWD - 1);
        assertThat(json.length()).isLessThan(3_000_000);

        Film.Change next = film.next(List.of());
        assertThat(next.rows()).as("told again without a change").hasSizeLessThan(100); // lines that were looked up
        done.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        film.next(List.of());
        assertThat(film.whole(film.next(List.of()).frame()).rows()).hasSizeLessThanOrEqualTo(500);
    }
}
