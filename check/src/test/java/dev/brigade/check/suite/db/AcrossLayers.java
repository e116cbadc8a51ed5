package dev.brigade.check.suite.db;

import static dev.brigade.check.report.Anomaly.DEADLOCK;
import static dev.brigade.check.report.Anomaly.LOST_UPDATE;
import static dev.brigade.check.report.Anomaly.NOT_SERIAL;
import static dev.brigade.check.report.Anomaly.TORN_UPDATE;
import static dev.brigade.check.report.Anomaly.UNEXPECTED_FAILURE;

import dev.brigade.check.suite.db.programs.AwaitInTransaction;
import dev.brigade.check.suite.db.programs.CachedBeforeCommit;
import dev.brigade.check.suite.db.programs.CloseAgainstEvict;
import dev.brigade.check.suite.db.programs.LockAgainstPool;
import dev.brigade.check.suite.db.programs.LockAgainstRow;
import dev.brigade.check.suite.db.programs.PutInTransaction;
import dev.brigade.check.suite.db.programs.SecondConnection;
import dev.brigade.check.suite.db.programs.SemaphoreAgainstRow;
import dev.brigade.check.suite.db.programs.SharedConnection;
import dev.brigade.check.suite.db.programs.UnlockBeforeCommit;
import java.util.List;

/** A database and what threads share in memory, each right by itself. */
final class AcrossLayers {
    private AcrossLayers() {}

    static final List<DbPattern> ALL = List.of(
            DbPattern.of(
                    "second connection",
                    "Each holds a connection of a pool of two, and waits for a second one.",
                    DEADLOCK,
                    Threads.of(SecondConnection.Broken::new)
                            .given(SecondConnection::rows)
                            .run(p -> p.order("tea"))
                            .run(p -> p.order("cake")),
                    Threads.of(SecondConnection.Fixed::new)
                            .given(SecondConnection::rows)
                            .run(p -> p.order("tea"))
                            .run(p -> p.order("cake"))),
            DbPattern.of(
                    "lock against pool",
                    "One waits for a connection with a lock held, the other for the lock with the connection held.",
                    DEADLOCK,
                    Threads.of(LockAgainstPool.Broken::new)
                            .given(LockAgainstPool::rows)
                            .run(p -> p.add())
                            .run(p -> p.reload()),
                    Threads.of(LockAgainstPool.Fixed::new)
                            .given(LockAgainstPool::rows)
                            .run(p -> p.add())
                            .run(p -> p.reload())),
            DbPattern.of(
                    "lock against row",
                    "One has a lock and waits for a row, the other has the row and waits for the lock.",
                    DEADLOCK,
                    Threads.of(LockAgainstRow.Broken::new)
                            .given(LockAgainstRow::rows)
                            .run(p -> p.sell())
                            .run(p -> p.deliver(3)),
                    Threads.of(LockAgainstRow.Fixed::new)
                            .given(LockAgainstRow::rows)
                            .run(p -> p.sell())
                            .run(p -> p.deliver(3))),
            DbPattern.of(
                    "semaphore against row",
                    "One has a permit and waits for a row, the other has the row and waits for a permit.",
                    DEADLOCK,
                    Threads.of(SemaphoreAgainstRow.Broken::new)
                            .given(SemaphoreAgainstRow::rows)
                            .run(p -> p.print(3))
                            .run(p -> p.refill(500)),
                    Threads.of(SemaphoreAgainstRow.Fixed::new)
                            .given(SemaphoreAgainstRow::rows)
                            .run(p -> p.print(3))
                            .run(p -> p.refill(500))),
            DbPattern.of(
                    "put in a transaction",
                    "A queue is full, and who would take from it waits for a row of who puts.",
                    DEADLOCK,
                    Threads.of(PutInTransaction.Broken::new)
                            .given(PutInTransaction::rows)
                            .run(p -> p.send())
                            .run(p -> p.pack()),
                    Threads.of(PutInTransaction.Fixed::new)
                            .given(PutInTransaction::rows)
                            .run(p -> p.send())
                            .run(p -> p.pack())),
            DbPattern.of(
                    "await in a transaction",
                    "Waits for a signal with the row locked that the other has to write before it signals.",
                    DEADLOCK,
                    Threads.of(AwaitInTransaction.Broken::new)
                            .given(AwaitInTransaction::rows)
                            .run(p -> p.pay())
                            .run(p -> p.confirm()),
                    Threads.of(AwaitInTransaction.Fixed::new)
                            .given(AwaitInTransaction::rows)
                            .run(p -> p.pay())
                            .run(p -> p.confirm())),
            DbPattern.of(
                    "shared connection",
                    "A helper thread writes with a connection that is rolled back meanwhile.",
                    NOT_SERIAL,
                    Threads.of(SharedConnection.Broken::new)
                            .given(SharedConnection::rows)
                            .run(p -> p.refuse("tea")),
                    Threads.of(SharedConnection.Fixed::new)
                            .given(SharedConnection::rows)
                            .run(p -> p.refuse("tea"))),
            DbPattern.of(
                    "close against evict",
                    "A kept connection is closed just after somebody has found that it is open.",
                    UNEXPECTED_FAILURE,
                    Threads.of(CloseAgainstEvict.Broken::new)
                            .given(CloseAgainstEvict::rows)
                            .run(p -> p.visit("Ada"))
                            .run(p -> p.evict()),
                    Threads.of(CloseAgainstEvict.Fixed::new)
                            .given(CloseAgainstEvict::rows)
                            .run(p -> p.visit("Ada"))
                            .run(p -> p.evict())),
            DbPattern.of(
                    "monitor left before the commit",
                    "A synchronized block inside the transaction.",
                    LOST_UPDATE,
                    Threads.of(UnlockBeforeCommit.Broken::new)
                            .given(UnlockBeforeCommit::rows)
                            .run(p -> p.deposit(10))
                            .run(p -> p.deposit(20)),
                    Threads.of(UnlockBeforeCommit.Fixed::new)
                            .given(UnlockBeforeCommit::rows)
                            .run(p -> p.deposit(10))
                            .run(p -> p.deposit(20))),
            DbPattern.of(
                    "cached before the commit",
                    "The cache has a new price that is then rolled back.",
                    TORN_UPDATE,
                    Threads.of(CachedBeforeCommit.Broken::new)
                            .given(CachedBeforeCommit::rows)
                            .run(p -> p.change(1))
                            .run(p -> p.sell()),
                    Threads.of(CachedBeforeCommit.Fixed::new)
                            .given(CachedBeforeCommit::rows)
                            .run(p -> p.change(1))
                            .run(p -> p.sell())));
}
