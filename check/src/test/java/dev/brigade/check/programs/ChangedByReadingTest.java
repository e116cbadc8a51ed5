package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import java.util.LinkedHashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

/** Objects of the JDK of which it is easily forgotten that they change: a cache that is only read, figures that are only told. */
class ChangedByReadingTest {

    /** Keeps what was used last. */
    private static final class Recent {
        private final ReadWriteLock lock = new ReentrantReadWriteLock();
        private final Map<String, Integer> dishes = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                return size() > 2;
            }
        };

        Recent() {
            dishes.put("soup", 1);
            dishes.put("bread", 2);
        }

        Integer readLocked(String dish) {
            lock.readLock().lock();
            try {
                return dishes.get(dish);
            } finally {
                lock.readLock().unlock();
            }
        }

        synchronized Integer locked(String dish) {
            return dishes.get(dish);
        }
    }

    @Test
    void a_map_in_the_order_of_use_is_changed_by_who_reads_it() {
        Explored explored = Explore.fresh(Recent::new)
                .calls(recent -> recent.readLocked("soup"), recent -> recent.readLocked("bread"))
                .explore();

        assertThat(explored.finding().map(finding -> finding.anomaly())).contains(Anomaly.DATA_RACE);
        assertThat(Explore.fresh(Recent::new)
                        .calls(recent -> recent.locked("soup"), recent -> recent.locked("bread"))
                        .verify()
                        .isComplete())
                .isTrue();
    }

    private static final class Times {
        private final LongSummaryStatistics times = new LongSummaryStatistics();

        void add(long millis) {
            times.accept(millis);
        }

        synchronized void addLocked(long millis) {
            times.accept(millis);
        }

        synchronized long sum() {
            return times.getSum();
        }

        void addWhatIs() {
            addLocked(sum());
        }
    }

    @Test
    void statistics_are_changed_by_what_they_are_told() {
        Explored race = Explore.fresh(Times::new)
                .threads(times -> times.add(3), times -> times.add(4))
                .explore();
        Explored lost = Explore.fresh(Times::new)
                .threads(times -> times.addLocked(3), Times::addWhatIs, Times::addWhatIs)
                .explore();

        assertThat(race.finding().map(finding -> finding.anomaly())).contains(Anomaly.DATA_RACE);
        assertThat(lost.finding()).isPresent();
        assertThat(Explore.fresh(Times::new)
                        .threads(times -> times.addLocked(3), times -> times.addLocked(4))
                        .verify()
                        .isComplete())
                .isTrue();
    }
}
