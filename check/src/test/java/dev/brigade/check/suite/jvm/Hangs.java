package dev.brigade.check.suite.jvm;

import static dev.brigade.check.report.Anomaly.DEADLOCK;
import static dev.brigade.check.report.Anomaly.LIVELOCK;
import static dev.brigade.check.report.Anomaly.LOST_WAKE_UP;

import dev.brigade.check.suite.jvm.programs.AbbaLocks;
import dev.brigade.check.suite.jvm.programs.AbbaMonitors;
import dev.brigade.check.suite.jvm.programs.AlienCall;
import dev.brigade.check.suite.jvm.programs.BarrierCheck;
import dev.brigade.check.suite.jvm.programs.FutureUnderLock;
import dev.brigade.check.suite.jvm.programs.NotifyBeforeWait;
import dev.brigade.check.suite.jvm.programs.NotifyForNotifyAll;
import dev.brigade.check.suite.jvm.programs.PermitsInOppositeOrders;
import dev.brigade.check.suite.jvm.programs.Philosophers;
import dev.brigade.check.suite.jvm.programs.PoliteLocks;
import dev.brigade.check.suite.jvm.programs.PutWhileHolding;
import dev.brigade.check.suite.jvm.programs.ReaderUpgrade;
import dev.brigade.check.suite.jvm.programs.RelockWhileHolding;
import dev.brigade.check.suite.jvm.programs.SemaphoreLeak;
import dev.brigade.check.suite.jvm.programs.SignalForSignalAll;
import dev.brigade.check.suite.jvm.programs.SignalOnlyWhenEmpty;
import dev.brigade.check.suite.jvm.programs.SignalWithoutChange;
import dev.brigade.check.suite.jvm.programs.TasksInTasks;
import dev.brigade.check.suite.jvm.programs.UnlockWithoutFinally;
import java.util.List;

/** Threads that wait for ever, or run for ever. */
final class Hangs {
    private Hangs() {}

    static final List<Pattern> ALL = List.of(
            Pattern.of(
                    "monitors in opposite orders",
                    "Two monitors are entered in opposite orders.",
                    DEADLOCK,
                    Calls.on(AbbaMonitors.Broken::new)
                            .run(p -> p.toTheRight(10))
                            .run(p -> p.toTheLeft(20)),
                    Calls.on(AbbaMonitors.Fixed::new).run(p -> p.toTheRight(10)).run(p -> p.toTheLeft(20))),
            Pattern.of(
                    "locks in opposite orders",
                    "Two ReentrantLocks are taken in opposite orders.",
                    DEADLOCK,
                    Calls.on(AbbaLocks.Broken::new).run(AbbaLocks.Broken::order).call(AbbaLocks.Broken::available),
                    Calls.on(AbbaLocks.Fixed::new).run(AbbaLocks.Fixed::order).call(AbbaLocks.Fixed::available)),
            Pattern.of(
                    "philosophers",
                    "Three locks in a ring.",
                    DEADLOCK,
                    Calls.on(Philosophers.Broken::new)
                            .run(p -> p.eat(0))
                            .run(p -> p.eat(1))
                            .run(p -> p.eat(2)),
                    Calls.on(Philosophers.Fixed::new)
                            .run(p -> p.eat(0))
                            .run(p -> p.eat(1))
                            .run(p -> p.eat(2))),
            Pattern.of(
                    "alien call",
                    "Another object is called while the own monitor is held.",
                    DEADLOCK,
                    Calls.on(AlienCall.Broken::new).run(p -> p.moveTo(7)).call(AlienCall.Broken::report),
                    Calls.on(AlienCall.Fixed::new).run(p -> p.moveTo(7)).call(AlienCall.Fixed::report)),
            Pattern.of(
                    "lock again while holding",
                    "The outer lock is let go, and wanted back with the inner one held.",
                    DEADLOCK,
                    Calls.on(RelockWhileHolding.Broken::new).run(2, RelockWhileHolding.Broken::add),
                    Calls.on(RelockWhileHolding.Fixed::new).run(2, RelockWhileHolding.Fixed::add)),
            Pattern.of(
                    "reader upgrade",
                    "The write lock is wanted with the read lock held.",
                    DEADLOCK,
                    Calls.on(ReaderUpgrade.Broken::new)
                            .run(ReaderUpgrade.Broken::expire)
                            .call(ReaderUpgrade.Broken::rate),
                    Calls.on(ReaderUpgrade.Fixed::new)
                            .run(ReaderUpgrade.Fixed::expire)
                            .call(ReaderUpgrade.Fixed::rate)),
            Pattern.of(
                    "put while holding",
                    "Waits for room in a queue with the monitor held that the taker needs.",
                    DEADLOCK,
                    Calls.on(PutWhileHolding.Broken::new)
                            .run(p -> p.handIn("a"))
                            .run(p -> p.handIn("b")),
                    Calls.on(PutWhileHolding.Fixed::new).run(p -> p.handIn("a")).run(p -> p.handIn("b"))),
            Pattern.of(
                    "future under a lock",
                    "Waits for an answer with the monitor held that who answers needs.",
                    DEADLOCK,
                    Calls.on(FutureUnderLock.Broken::new)
                            .call(FutureUnderLock.Broken::ask)
                            .run(FutureUnderLock.Broken::answer),
                    Calls.on(FutureUnderLock.Fixed::new)
                            .call(FutureUnderLock.Fixed::ask)
                            .run(FutureUnderLock.Fixed::answer)),
            Pattern.of(
                    "unlock without finally",
                    "An exception leaves with the lock.",
                    DEADLOCK,
                    Calls.on(UnlockWithoutFinally.Broken::new).run(2, UnlockWithoutFinally.Broken::book),
                    Calls.on(UnlockWithoutFinally.Fixed::new).run(2, UnlockWithoutFinally.Fixed::book)),
            Pattern.of(
                    "semaphore leak",
                    "An exception leaves with the permit.",
                    LOST_WAKE_UP,
                    Calls.on(SemaphoreLeak.Broken::new)
                            .run(SemaphoreLeak.Broken::download)
                            .call(SemaphoreLeak.Broken::close),
                    Calls.on(SemaphoreLeak.Fixed::new)
                            .run(SemaphoreLeak.Fixed::download)
                            .call(SemaphoreLeak.Fixed::close)),
            Pattern.of(
                    "notify before wait",
                    "The signal comes between the check and the wait.",
                    LOST_WAKE_UP,
                    Calls.on(NotifyBeforeWait.Broken::new)
                            .run(NotifyBeforeWait.Broken::awaitReady)
                            .run(NotifyBeforeWait.Broken::ready),
                    Calls.on(NotifyBeforeWait.Fixed::new)
                            .run(NotifyBeforeWait.Fixed::awaitReady)
                            .run(NotifyBeforeWait.Fixed::ready)),
            Pattern.of(
                    "signal for signalAll",
                    "One condition for two things to wait for: the wrong one is woken.",
                    LOST_WAKE_UP,
                    Calls.on(SignalForSignalAll.Broken::new)
                            .run(SignalForSignalAll.Broken::pack)
                            .run(SignalForSignalAll.Broken::announce)
                            .run(SignalForSignalAll.Broken::pay),
                    Calls.on(SignalForSignalAll.Fixed::new)
                            .run(SignalForSignalAll.Fixed::pack)
                            .run(SignalForSignalAll.Fixed::announce)
                            .run(SignalForSignalAll.Fixed::pay)),
            Pattern.of(
                    "notify for notifyAll",
                    "Those who put and those who take wait at one monitor.",
                    LOST_WAKE_UP,
                    Calls.on(NotifyForNotifyAll.Broken::new)
                            .call(2, NotifyForNotifyAll.Broken::take)
                            .run(p -> p.put("soup"))
                            .run(p -> p.put("fish")),
                    Calls.on(NotifyForNotifyAll.Fixed::new)
                            .call(2, NotifyForNotifyAll.Fixed::take)
                            .run(p -> p.put("soup"))
                            .run(p -> p.put("fish"))),
            Pattern.of(
                    "signal that nobody gives",
                    "Two count, and neither of them sees that it is the last.",
                    LOST_WAKE_UP,
                    Calls.on(SignalWithoutChange.Broken::new)
                            .run(2, SignalWithoutChange.Broken::arrive)
                            .run(SignalWithoutChange.Broken::run),
                    Calls.on(SignalWithoutChange.Fixed::new)
                            .run(2, SignalWithoutChange.Fixed::arrive)
                            .run(SignalWithoutChange.Fixed::run)),
            Pattern.of(
                    "replaced latch",
                    "Waits for a latch that took the place of the one that was opened.",
                    LOST_WAKE_UP,
                    Calls.on(BarrierCheck.Broken::new)
                            .call(BarrierCheck.Broken::awaitFirst)
                            .run(BarrierCheck.Broken::publish),
                    Calls.on(BarrierCheck.Fixed::new)
                            .call(BarrierCheck.Fixed::awaitFirst)
                            .run(BarrierCheck.Fixed::publish)),
            Pattern.of(
                    "polite locks",
                    "Each steps back as long as the other is in the way.",
                    LIVELOCK,
                    Calls.on(PoliteLocks.Broken::new)
                            .run(PoliteLocks.Broken::goRight)
                            .run(PoliteLocks.Broken::goLeft),
                    Calls.on(PoliteLocks.Fixed::new)
                            .run(PoliteLocks.Fixed::goRight)
                            .run(PoliteLocks.Fixed::goLeft)),
            Pattern.of(
                    "permits in opposite orders",
                    "Permits of two semaphores are taken in opposite orders.",
                    DEADLOCK,
                    Calls.on(PermitsInOppositeOrders.Broken::new)
                            .run(PermitsInOppositeOrders.Broken::importAll)
                            .run(PermitsInOppositeOrders.Broken::exportAll),
                    Calls.on(PermitsInOppositeOrders.Fixed::new)
                            .run(PermitsInOppositeOrders.Fixed::importAll)
                            .run(PermitsInOppositeOrders.Fixed::exportAll)),
            Pattern.of(
                    "tasks in tasks",
                    "Tasks keep their place while they wait for tasks that need one.",
                    DEADLOCK,
                    Calls.on(TasksInTasks.Broken::new).call(2, TasksInTasks.Broken::report),
                    Calls.on(TasksInTasks.Fixed::new).call(2, TasksInTasks.Fixed::report)),
            Pattern.of(
                    "signal only when empty",
                    "Of two who wait, the second is not woken for the second item.",
                    LOST_WAKE_UP,
                    Calls.on(SignalOnlyWhenEmpty.Broken::new)
                            .call(2, SignalOnlyWhenEmpty.Broken::fetch)
                            .run(p -> p.post("a"))
                            .run(p -> p.post("b")),
                    Calls.on(SignalOnlyWhenEmpty.Fixed::new)
                            .call(2, SignalOnlyWhenEmpty.Fixed::fetch)
                            .run(p -> p.post("a"))
                            .run(p -> p.post("b"))));
}
