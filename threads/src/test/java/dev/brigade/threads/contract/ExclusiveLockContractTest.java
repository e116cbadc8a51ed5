package dev.brigade.threads.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Body;
import dev.brigade.threads.Activities.Running;
import dev.brigade.threads.contract.LockKind.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for locks that one holds at a time. */
@ParameterizedClass
@EnumSource(
        names = {"READ", "READ_FAIR"},
        mode = EnumSource.Mode.EXCLUDE)
@SuppressWarnings("LockNotBeforeTry") // these tests are about single steps
class ExclusiveLockContractTest {
    private final Subject subject;
    private final Lock lock;
    private final Activities activities = new Activities();

    ExclusiveLockContractTest(LockKind kind) {
        this.subject = kind.make();
        this.lock = subject.lock();
    }

    @AfterEach
    void end() {
        activities.close();
    }

    @Test
    void those_that_wait_get_it_in_the_order_of_arrival_without_those_that_gave_up() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Running> all = new ArrayList<>();
        lock.lock();
        for (int i = 0; i < 12; i++) {
            int number = i;
            Body way = i % 3 == 1
                    ? lock::lockInterruptibly
                    : LockKind.waysToWaitFor(lock).get(i % 3);
            all.add(activities.start("waiter", () -> {
                way.run();
                order.add(number);
                lock.unlock();
            }));
            subject.untilWaiting(i + 1);
        }
        for (int gone : List.of(1, 4, 5, 11)) {
            all.get(gone).interrupt();
            assertThat(all.get(gone).failure()).isInstanceOf(InterruptedException.class);
        }
        lock.unlock();
        for (int i : List.of(0, 2, 3, 6, 7, 8, 9, 10)) {
            all.get(i).join();
        }
        assertThat(subject.waiters()).isEmpty();
        assertThat(order).containsExactly(0, 2, 3, 6, 7, 8, 9, 10);
    }

    @Test
    void what_was_written_under_it_is_seen_under_it() throws Exception {
        int[] count = {0};
        for (int i = 0; i < 20; i++) {
            activities.start("counter", () -> {
                for (int j = 0; j < 200; j++) {
                    LockKind.waysToWaitFor(lock).get(j % 3).run();
                    count[0]++;
                    lock.unlock();
                }
            });
        }
        activities.joinAll();
        assertThat(count[0]).isEqualTo(4000);
    }
}
