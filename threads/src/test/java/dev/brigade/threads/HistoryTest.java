package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With a clock of its own: when an activity ends is what the test says. All weigh two events, their begin and their end. */
final class HistoryTest {
    private static final RecorderSettings SETTINGS =
            RecorderSettings.DEFAULT.keep(Duration.ofSeconds(60)).events(60_000); // a thousand in a second fit

    private final Recorder recorder = new Recorder();
    private final History history = new History(SETTINGS);
    private long now = System.nanoTime();
    private long last; // the number of the last activity

    /** So many a second, one like the other. */
    private void come(int aSecond, int seconds) {
        for (int i = 0; i < aSecond * seconds; i++) {
            now += TimeUnit.SECONDS.toNanos(1) / aSecond;
            Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /");
            activity.call(() -> true);
            history.add(activity, now);
            last = activity.id();
        }
    }

    private List<Activity> remembered() {
        List<Activity> all = new ArrayList<>();
        history.activities().forEach(all::add);
        return all;
    }

    @Test
    void remembersAllAtThePaceThatFits() {
        come(400, 60);

        assertThat(remembered()).hasSize(24_000);
        assertThat(history.lost()).isZero();
    }

    @Test
    void remembersAllOfAShortRushThatFits() {
        come(2_000, 1);

        assertThat(remembered()).hasSize(2_000);
    }

    @Test
    void remembersATenthInARush() {
        come(5_000, 2);

        assertThat(remembered()).hasSizeBetween(3_000, 3_300);
    }

    @Test
    void remembersTheLastFewAndASampleInALongRush() {
        come(5_000, 20);

        assertThat(remembered()).hasSizeBetween(500 + 1_000, 500 + 3_000);
    }

    @Test
    void remembersMoreAgainWhenALongRushIsOverAndAllSomeTimeLater() {
        come(5_000, 20);
        come(1, 10);
        come(400, 10);
        assertThat(remembered()).filteredOn(this::cameInTheLast10Seconds).hasSizeBetween(3_000, 3_900);

        come(1, 50);
        come(400, 10);
        assertThat(remembered()).filteredOn(this::cameInTheLast10Seconds).hasSize(4_000);
    }

    private boolean cameInTheLast10Seconds(Activity activity) {
        return activity.id() > last - 4_000;
    }
}
