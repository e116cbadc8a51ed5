package dev.brigade.check.suite.jvm;

import static dev.brigade.check.report.Anomaly.CHECK_THEN_ACT;
import static dev.brigade.check.report.Anomaly.LOST_UPDATE;

import dev.brigade.check.suite.jvm.programs.CircularBuffer;
import dev.brigade.check.suite.jvm.programs.CompareAndSetIgnored;
import dev.brigade.check.suite.jvm.programs.ConversionIgnored;
import dev.brigade.check.suite.jvm.programs.DoubleRelease;
import dev.brigade.check.suite.jvm.programs.GetThenSet;
import dev.brigade.check.suite.jvm.programs.LockPerInstance;
import dev.brigade.check.suite.jvm.programs.LockPerKey;
import dev.brigade.check.suite.jvm.programs.MapCounter;
import dev.brigade.check.suite.jvm.programs.ParallelSum;
import dev.brigade.check.suite.jvm.programs.PlainCounter;
import dev.brigade.check.suite.jvm.programs.ReplacedLock;
import dev.brigade.check.suite.jvm.programs.ReusedNode;
import dev.brigade.check.suite.jvm.programs.SnapshotReplaced;
import dev.brigade.check.suite.jvm.programs.StaleWriteBack;
import dev.brigade.check.suite.jvm.programs.TryLockIgnored;
import dev.brigade.check.suite.jvm.programs.VolatileIncrement;
import dev.brigade.check.suite.jvm.programs.WriteUnderReadLock;
import dev.brigade.check.suite.jvm.programs.WrongLock;
import java.util.List;

/** Updates that get lost. */
final class Updates {
    private Updates() {}

    static final List<Pattern> ALL = List.of(
            Pattern.of(
                    "plain counter",
                    "A field is incremented without a lock.",
                    LOST_UPDATE,
                    Calls.on(PlainCounter.Broken::new).run(2, PlainCounter.Broken::visit),
                    Calls.on(PlainCounter.Fixed::new).run(2, PlainCounter.Fixed::visit)),
            Pattern.of(
                    "volatile increment",
                    "Volatile is taken for atomic.",
                    LOST_UPDATE,
                    Calls.on(VolatileIncrement.Broken::new).run(p -> p.send(10)).run(p -> p.send(5)),
                    Calls.on(VolatileIncrement.Fixed::new).run(p -> p.send(10)).run(p -> p.send(5))),
            Pattern.of(
                    "wrong lock",
                    "Two locks guard one field.",
                    LOST_UPDATE,
                    Calls.on(WrongLock.Broken::new).run(p -> p.receive(5)).run(p -> p.ship(3)),
                    Calls.on(WrongLock.Fixed::new).run(p -> p.receive(5)).run(p -> p.ship(3))),
            Pattern.of(
                    "replaced lock",
                    "The object that serves as the lock is replaced.",
                    CHECK_THEN_ACT,
                    Calls.on(ReplacedLock.Broken::new)
                            .run(2, ReplacedLock.Broken::flush)
                            .run(p -> p.add(1))
                            .state(ReplacedLock.Broken::total),
                    Calls.on(ReplacedLock.Fixed::new)
                            .run(2, ReplacedLock.Fixed::flush)
                            .run(p -> p.add(1))
                            .state(ReplacedLock.Fixed::total)),
            Pattern.of(
                    "stale write back",
                    "Read and written under the lock, which is free in between.",
                    LOST_UPDATE,
                    Calls.on(StaleWriteBack.Broken::new).run(p -> p.payIn(100)).run(p -> p.addInterest(10)),
                    Calls.on(StaleWriteBack.Fixed::new).run(p -> p.payIn(100)).run(p -> p.addInterest(10))),
            Pattern.of(
                    "get then set",
                    "An atomic integer is read and set in two steps.",
                    LOST_UPDATE,
                    Calls.on(GetThenSet.Broken::new).call(2, GetThenSet.Broken::next),
                    Calls.on(GetThenSet.Fixed::new).call(2, GetThenSet.Fixed::next)),
            Pattern.of(
                    "snapshot replaced",
                    "An immutable snapshot is replaced by one made from an older one.",
                    LOST_UPDATE,
                    Calls.on(SnapshotReplaced.Broken::new).run(p -> p.add("/a")).run(p -> p.add("/b")),
                    Calls.on(SnapshotReplaced.Fixed::new).run(p -> p.add("/a")).run(p -> p.add("/b"))),
            Pattern.of(
                    "map counter",
                    "Get and put of a concurrent map are taken for one step.",
                    LOST_UPDATE,
                    Calls.on(MapCounter.Broken::new).run(2, p -> p.count("the")),
                    Calls.on(MapCounter.Fixed::new).run(2, p -> p.count("the"))),
            Pattern.of(
                    "write under the read lock",
                    "What the read lock guards is written under it.",
                    LOST_UPDATE,
                    Calls.on(WriteUnderReadLock.Broken::new).call(2, WriteUnderReadLock.Broken::price),
                    Calls.on(WriteUnderReadLock.Fixed::new).call(2, WriteUnderReadLock.Fixed::price)),
            Pattern.of(
                    "conversion ignored",
                    "A stamp is not converted into a write lock, and written all the same.",
                    LOST_UPDATE,
                    Calls.on(ConversionIgnored.Broken::new).call(2, p -> p.draw(30)),
                    Calls.on(ConversionIgnored.Fixed::new).call(2, p -> p.draw(30))),
            Pattern.of(
                    "tryLock ignored",
                    "Goes on whether or not it got the lock.",
                    LOST_UPDATE,
                    Calls.on(TryLockIgnored.Broken::new).run(2, TryLockIgnored.Broken::done),
                    Calls.on(TryLockIgnored.Fixed::new).run(2, TryLockIgnored.Fixed::done)),
            Pattern.of(
                    "double release",
                    "A permit is given back that was not taken: two are let in.",
                    LOST_UPDATE,
                    Calls.on(DoubleRelease.Broken::new)
                            .run(p -> p.print(3))
                            .run(p -> p.print(4))
                            .run(DoubleRelease.Broken::cancel)
                            .state(DoubleRelease.Broken::pages),
                    Calls.on(DoubleRelease.Fixed::new)
                            .run(p -> p.print(3))
                            .run(p -> p.print(4))
                            .run(DoubleRelease.Fixed::cancel)
                            .state(DoubleRelease.Fixed::pages)),
            Pattern.of(
                    "circular buffer",
                    "The index of a ring is read to fill a slot, and read anew to be moved on.",
                    CHECK_THEN_ACT,
                    Calls.on(CircularBuffer.Broken::new).run(p -> p.add("a")).run(p -> p.add("b")),
                    Calls.on(CircularBuffer.Fixed::new).run(p -> p.add("a")).run(p -> p.add("b"))),
            Pattern.of(
                    "reused node",
                    "Compare-and-set succeeds, for the node is the same again (ABA).",
                    CHECK_THEN_ACT,
                    Calls.on(ReusedNode.Broken::new)
                            .run(ReusedNode.Broken::take)
                            .run(ReusedNode.Broken::takeTheSecond)
                            .state(ReusedNode.Broken::count),
                    Calls.on(ReusedNode.Fixed::new)
                            .run(ReusedNode.Fixed::take)
                            .run(ReusedNode.Fixed::takeTheSecond)
                            .state(ReusedNode.Fixed::count)),
            Pattern.of(
                    "compareAndSet ignored",
                    "Nobody looks whether the exchange succeeded.",
                    LOST_UPDATE,
                    Calls.on(CompareAndSetIgnored.Broken::new)
                            .run(p -> p.add(3))
                            .run(p -> p.add(4)),
                    Calls.on(CompareAndSetIgnored.Fixed::new).run(p -> p.add(3)).run(p -> p.add(4))),
            Pattern.of(
                    "lock per key",
                    "The lock of a key is made anew by each call.",
                    LOST_UPDATE,
                    Calls.on(LockPerKey.Broken::new).run(2, p -> p.add(7, 10)),
                    Calls.on(LockPerKey.Fixed::new).run(2, p -> p.add(7, 10))),
            Pattern.of(
                    "lock per instance",
                    "Each instance locks itself, and not what they share.",
                    LOST_UPDATE,
                    Calls.on(LockPerInstance.Broken::new)
                            .run(LockPerInstance.Broken::enterNorth)
                            .run(LockPerInstance.Broken::enterSouth),
                    Calls.on(LockPerInstance.Fixed::new)
                            .run(LockPerInstance.Fixed::enterNorth)
                            .run(LockPerInstance.Fixed::enterSouth)),
            Pattern.of(
                    "parallel sum",
                    "Tasks add to one plain field.",
                    LOST_UPDATE,
                    Calls.on(ParallelSum.Broken::new).call(ParallelSum.Broken::sum),
                    Calls.on(ParallelSum.Fixed::new).call(ParallelSum.Fixed::sum)));
}
