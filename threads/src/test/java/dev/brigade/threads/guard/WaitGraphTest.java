package dev.brigade.threads.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.State;
import dev.brigade.threads.Wait;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitGraphTest {
    private final Recorder recorder = new Recorder();
    private final NamedLock oven = new NamedLock("oven");
    private final Map<Activity, Blocked> blocked = new HashMap<>();

    private Activity activity() {
        return recorder.begin(Activity.Kind.REQUEST, "one");
    }

    private Wait waits(Activity activity, Activity holder) {
        return waits(activity, activity, Blockers.one(holder));
    }

    private Wait waits(Activity activity, Object gate, Blockers blockers) {
        Wait wait = activity.awaits(State.WAITS_FOR_LOCK, oven, 1, false);
        blocked.put(activity, new Blocked(activity, wait, gate, oven, blockers, 0, false, _ -> false));
        return wait;
    }

    private WaitGraph graph(List<Activity> roots) {
        return WaitGraph.of(roots, activity -> Optional.ofNullable(blocked.get(activity)));
    }

    /** A gate that is looked at once in each round, of which the second is told. */
    private static final class Round {
        private int looks;
        private Runnable second = () -> {};

        @Override
        public int hashCode() {
            if (++looks == 2) {
                second.run();
            }
            return 1;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }
    }

    @Test
    void is_read_to_its_end_although_one_after_the_other_gives_up() {
        Round round = new Round();
        Activity dead = activity();
        Wait hopeless = waits(dead, round, Blockers.one(dead));
        Activity one = activity();
        waits(one, dead).end();
        Activity other = activity();
        Wait ends = waits(other, dead);
        WaitGraph graph = graph(List.of(dead, one, other));
        round.looks = 0;
        round.second = ends::end;
        List<List<Blocked>> found = assertTimeoutPreemptively(Duration.ofSeconds(10), graph::deadlocks);
        assertThat(found)
                .singleElement()
                .satisfies(
                        knot -> assertThat(knot).extracting(Blocked::activity).containsExactly(dead));
        assertThat(ends.isOn()).isFalse();
        hopeless.end();
    }

    /** The last of three units is held by one that waits for ever. */
    @Test
    void who_went_on_gives_its_units_once() {
        Activity dead = activity();
        Activity went = activity();
        Activity wants = activity();
        waits(wants, "pool", new Blockers(Map.of(went, 1, dead, 1), 2));
        waits(dead, wants);
        Activity other = activity();
        waits(went, other).end();
        waits(other, dead).end();
        assertThat(graph(List.of(wants, dead, went)).deadlocks()).hasSize(1);
    }
}
