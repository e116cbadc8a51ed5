package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Exploration;
import dev.brigade.check.Explore;
import dev.brigade.check.explore.AllSchedules;
import dev.brigade.check.explore.AllSchedules.Outcomes;
import dev.brigade.check.programs.LockWorks.Told;
import dev.brigade.check.programs.LockWorks.Under;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No order of threads at locks is missing: whatever comes out of some schedule of a program comes out of the inequivalent ones. */
class LockOrdersTest {
    private static final int PROGRAMS = Integer.getInteger("brigade.lock.programs", 26);
    private static final int MOST = 600;
    private static final int AT_RANDOM = 100;

    static List<Arguments> locks() {
        return List.of(
                Arguments.of(List.of(Under.LOCK, Under.TRY_LOCK)),
                Arguments.of(List.of(Under.LOCK, Under.TIMED_LOCK)),
                Arguments.of(List.of(Under.READ, Under.WRITE)),
                Arguments.of(List.of(Under.READ, Under.WRITE, Under.TRY_READ, Under.TRY_WRITE)),
                Arguments.of(List.of(Under.STAMPED_READ, Under.STAMPED_WRITE, Under.STAMPED_TRY_READ)),
                Arguments.of(List.of(Under.STAMPED_READ_VIEW, Under.STAMPED_WRITE_VIEW, Under.STAMPED_READ)),
                Arguments.of(List.of(Under.PERMIT)),
                Arguments.of(List.of(Under.NAMED, Under.TRY_NAMED)),
                Arguments.of(List.of(Under.NAMED_READ, Under.NAMED_WRITE, Under.TRY_NAMED_READ)),
                Arguments.of(List.of(Under.NAMED_PERMIT)),
                Arguments.of(List.of(Under.LOCK, Under.NAMED, Under.READ, Under.WRITE, Under.PERMIT)));
    }

    @ParameterizedTest
    @MethodSource("locks")
    void no_outcome_is_missing(List<Under> locks) {
        noneIsMissing(locks, false);
    }

    static List<Arguments> limited() {
        return List.of(
                Arguments.of(List.of(Under.LOCK, Under.TIMED_LOCK)),
                Arguments.of(List.of(Under.READ, Under.TIMED_READ, Under.TIMED_WRITE)),
                Arguments.of(List.of(Under.PERMIT, Under.TIMED_PERMIT)),
                Arguments.of(List.of(Under.NAMED, Under.TIMED_NAMED)),
                Arguments.of(List.of(Under.NAMED_PERMIT, Under.TIMED_NAMED_PERMIT)),
                Arguments.of(List.of(Under.AWAITED, Under.SIGNALLED)),
                Arguments.of(List.of(Under.NAMED_AWAITED, Under.NAMED_SIGNALLED)),
                Arguments.of(List.of(Under.WAITED_FOR, Under.NOTIFIED)),
                Arguments.of(List.of(Under.POLLED, Under.OFFERED, Under.OFFERED_IN_TIME)),
                Arguments.of(List.of(Under.NAMED_POLLED, Under.NAMED_OFFERED, Under.NAMED_OFFERED_IN_TIME)));
    }

    @ParameterizedTest
    @MethodSource("limited")
    void no_outcome_of_waits_with_limits_is_missing(List<Under> locks) {
        noneIsMissing(locks, false);
    }

    /** Two that wait at once at a latch run out of time in the order in which they began; only if limits end early, in the other one too. */
    static List<Arguments> early() {
        List<Arguments> early = new ArrayList<>(limited());
        early.add(Arguments.of(List.of(Under.OPENED, Under.CLOSED, Under.LOCK)));
        return early;
    }

    @ParameterizedTest
    @MethodSource("early")
    void nor_is_one_if_the_limits_end_early(List<Under> locks) {
        noneIsMissing(locks, true);
    }

    private static void noneIsMissing(List<Under> locks, boolean early) {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            int threads = 2 + seed % 2;
            List<Told> works = LockWorks.random(new Random(seed), threads, locks);
            Outcomes reduced = AllSchedules.reduced(exploration(works), MOST, early);
            if (!reduced.complete()) {
                continue; // what is missing may come yet
            }
            Outcomes plain = AllSchedules.plain(exploration(works), MOST, early);
            Map<String, String> others = new TreeMap<>(plain.outcomes());
            if (!plain.complete()) {
                others.putAll(AllSchedules.random(exploration(works), AT_RANDOM, early)
                        .outcomes());
            }
            others.keySet().removeAll(reduced.outcomes().keySet());
            assertThat(others)
                    .as(
                            "outcomes that are missing of program %d: %s",
                            seed, works.stream().map(Told::text).toList())
                    .isEmpty();
        }
    }

    static Exploration<?> exploration(List<Told> works) {
        var shelf = Explore.fresh(LockWorks.Shelf::new);
        for (Told told : works) {
            shelf.calls(it -> told.work().of(it, 1));
        }
        return shelf.state(it -> List.of(it.left, it.right));
    }
}
