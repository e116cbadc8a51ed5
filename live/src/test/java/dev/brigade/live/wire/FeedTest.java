package dev.brigade.live.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.Databases;
import dev.brigade.live.look.Look;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.guard.Guard;
import dev.brigade.threads.guard.GuardSettings;
import dev.brigade.web.Observed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A look that fails is one look, and not the end of the page. */
class FeedTest {
    private volatile boolean isBroken;
    private final CountDownLatch failed = new CountDownLatch(1);

    private final Observed observed = new Observed(
            "shop",
            "/live",
            () -> "here",
            true,
            new Recorder(),
            new Guard(GuardSettings.DEFAULT, _ -> {}),
            new Databases(Optional.empty(), Map.of()),
            () -> {
                if (isBroken) {
                    failed.countDown();
                    throw new StackOverflowError("as of a point whose name calls itself");
                }
                return List.of();
            },
            _ -> true,
            false);

    private final Feed feed = new Feed(observed, new Look(observed), new FrameJson(observed, new Clock(0, 0)));

    @Test
    void browsers_that_could_not_be_shown_anything_take_no_place() {
        isBroken = true;
        for (int i = 0; i < Feed.MOST_BROWSERS; i++) {
            assertThatThrownBy(feed::join).isInstanceOf(StackOverflowError.class);
        }
        isBroken = false;

        assertThat(feed.isFull()).isFalse();
        Mailbox browser = feed.join().orElseThrow();
        feed.leave(browser);
        assertThat(feed.isLooking()).isFalse();
    }

    @Test
    void after_a_look_that_failed_all_is_shown_anew() throws Exception {
        Mailbox browser = feed.join().orElseThrow();
        assertThat(browser.take(10_000).orElseThrow().type()).isEqualTo("state");
        isBroken = true;
        failed.await();
        isBroken = false;

        Optional<Mailbox.Message> next = browser.take(10_000);
        while (next.isPresent() && next.get().type().equals("delta")) { // of before
            next = browser.take(10_000);
        }
        assertThat(next.orElseThrow().type()).isEqualTo("state");
        feed.leave(browser);
    }
}
