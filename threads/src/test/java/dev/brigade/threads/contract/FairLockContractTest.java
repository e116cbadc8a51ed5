package dev.brigade.threads.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities;
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

/** What holds for locks that are fair. */
@ParameterizedClass
@EnumSource(names = ".*_FAIR", mode = EnumSource.Mode.MATCH_ALL)
@SuppressWarnings("LockNotBeforeTry") // these tests are about single steps
class FairLockContractTest {
    private final Subject subject;
    private final Lock lock;
    private final Activities activities = new Activities();

    FairLockContractTest(LockKind kind) {
        this.subject = kind.make();
        this.lock = subject.lock();
    }

    @AfterEach
    void end() {
        activities.close();
    }

    @Test
    void is_not_taken_before_those_that_wait() throws Exception {
        for (int i = 0; i < 60; i++) {
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            subject.blocker().lock();
            Running first = activities.start("first", () -> {
                subject.blocker().lock();
                order.add("first");
                subject.blocker().unlock();
            });
            subject.untilWaiting(1);
            subject.blocker().unlock();
            LockKind.waysToWaitFor(lock).get(i % 3).run();
            order.add("second");
            lock.unlock();
            first.join();
            assertThat(order).containsExactly("first", "second");
        }
    }
}
