package dev.brigade.check.suite.jvm;

import static dev.brigade.check.report.Anomaly.CHECK_THEN_ACT;
import static dev.brigade.check.report.Anomaly.LOST_UPDATE;
import static dev.brigade.check.report.Anomaly.SLEEP_FOR_WAIT;
import static dev.brigade.check.report.Anomaly.TORN_UPDATE;
import static dev.brigade.check.report.Anomaly.WRITE_SKEW;

import dev.brigade.check.suite.jvm.programs.BoundedCache;
import dev.brigade.check.suite.jvm.programs.BufferAppend;
import dev.brigade.check.suite.jvm.programs.CheckOutsideLock;
import dev.brigade.check.suite.jvm.programs.ConditionWithoutLoop;
import dev.brigade.check.suite.jvm.programs.IterationWhileAdding;
import dev.brigade.check.suite.jvm.programs.LastElement;
import dev.brigade.check.suite.jvm.programs.LatchCountedTooOften;
import dev.brigade.check.suite.jvm.programs.LazyInitialisation;
import dev.brigade.check.suite.jvm.programs.LeakedCollection;
import dev.brigade.check.suite.jvm.programs.Maximum;
import dev.brigade.check.suite.jvm.programs.NumberRange;
import dev.brigade.check.suite.jvm.programs.OnCall;
import dev.brigade.check.suite.jvm.programs.OnlyOnce;
import dev.brigade.check.suite.jvm.programs.Oversold;
import dev.brigade.check.suite.jvm.programs.PlainMapCache;
import dev.brigade.check.suite.jvm.programs.PollAfterEmpty;
import dev.brigade.check.suite.jvm.programs.PublishedBeforeFilled;
import dev.brigade.check.suite.jvm.programs.PutIfAbsentIgnored;
import dev.brigade.check.suite.jvm.programs.ResourcePool;
import dev.brigade.check.suite.jvm.programs.RoundRobin;
import dev.brigade.check.suite.jvm.programs.SeatReservation;
import dev.brigade.check.suite.jvm.programs.SleepForWait;
import dev.brigade.check.suite.jvm.programs.SynchronizedListAdd;
import dev.brigade.check.suite.jvm.programs.WaitWithoutLoop;
import java.util.List;

/** Checks that no longer hold when they are acted upon. */
final class Checks {
    private Checks() {}

    static final List<Pattern> ALL = List.of(
            Pattern.of(
                    "lazy initialisation",
                    "Two see that there is none, and both make one.",
                    CHECK_THEN_ACT,
                    Calls.on(LazyInitialisation.Broken::new).call(2, LazyInitialisation.Broken::send),
                    Calls.on(LazyInitialisation.Fixed::new).call(2, LazyInitialisation.Fixed::send)),
            Pattern.of(
                    "seat reservation",
                    "containsKey and put of a ConcurrentHashMap are two steps.",
                    CHECK_THEN_ACT,
                    Calls.on(SeatReservation.Broken::new)
                            .call(p -> p.reserve("1A", "Ada"))
                            .call(p -> p.reserve("1A", "Bob")),
                    Calls.on(SeatReservation.Fixed::new)
                            .call(p -> p.reserve("1A", "Ada"))
                            .call(p -> p.reserve("1A", "Bob"))),
            Pattern.of(
                    "plain map cache",
                    "containsKey and put of a HashMap, which is not safe either.",
                    CHECK_THEN_ACT,
                    Calls.on(PlainMapCache.Broken::new).call(2, p -> p.translate("soup")),
                    Calls.on(PlainMapCache.Fixed::new).call(2, p -> p.translate("soup"))),
            Pattern.of(
                    "oversold",
                    "The last one is sold twice.",
                    CHECK_THEN_ACT,
                    Calls.on(Oversold.Broken::new).call(2, Oversold.Broken::sell),
                    Calls.on(Oversold.Fixed::new).call(2, Oversold.Fixed::sell)),
            Pattern.of(
                    "only once",
                    "A flag is asked, then set.",
                    CHECK_THEN_ACT,
                    Calls.on(OnlyOnce.Broken::new).run(2, OnlyOnce.Broken::close),
                    Calls.on(OnlyOnce.Fixed::new).run(2, OnlyOnce.Fixed::close)),
            Pattern.of(
                    "check outside the lock",
                    "The balance is looked at before the lock is held.",
                    CHECK_THEN_ACT,
                    Calls.on(CheckOutsideLock.Broken::new)
                            .call(p -> p.withdraw(70))
                            .call(p -> p.withdraw(60)),
                    Calls.on(CheckOutsideLock.Fixed::new)
                            .call(p -> p.withdraw(70))
                            .call(p -> p.withdraw(60))),
            Pattern.of(
                    "resource pool",
                    "A free one is found, then marked.",
                    LOST_UPDATE,
                    Calls.on(ResourcePool.Broken::new).call(2, ResourcePool.Broken::lease),
                    Calls.on(ResourcePool.Fixed::new).call(2, ResourcePool.Fixed::lease)),
            Pattern.of(
                    "bounded cache",
                    "The size is checked, then something put.",
                    WRITE_SKEW,
                    Calls.on(BoundedCache.Broken::new)
                            .call(p -> p.open("second"))
                            .call(p -> p.open("third")),
                    Calls.on(BoundedCache.Fixed::new)
                            .call(p -> p.open("second"))
                            .call(p -> p.open("third"))),
            Pattern.of(
                    "synchronised list",
                    "contains and add of a synchronised list are two steps.",
                    CHECK_THEN_ACT,
                    Calls.on(SynchronizedListAdd.Broken::new).run(2, p -> p.subscribe("ada")),
                    Calls.on(SynchronizedListAdd.Fixed::new).run(2, p -> p.subscribe("ada"))),
            Pattern.of(
                    "maximum",
                    "Compared with a maximum that is raised meanwhile.",
                    LOST_UPDATE,
                    Calls.on(Maximum.Broken::new).run(p -> p.took(30)).run(p -> p.took(20)),
                    Calls.on(Maximum.Fixed::new).run(p -> p.took(30)).run(p -> p.took(20))),
            Pattern.of(
                    "latch counted too often",
                    "Two threads see that all is there, and both count it down.",
                    TORN_UPDATE,
                    Calls.on(LatchCountedTooOften.Broken::new)
                            .run(2, LatchCountedTooOften.Broken::part)
                            .state(LatchCountedTooOften.Broken::missing),
                    Calls.on(LatchCountedTooOften.Fixed::new)
                            .run(2, LatchCountedTooOften.Fixed::part)
                            .state(LatchCountedTooOften.Fixed::missing)),
            Pattern.of(
                    "poll after isEmpty",
                    "The queue is empty again when it is polled.",
                    CHECK_THEN_ACT,
                    Calls.on(PollAfterEmpty.Broken::new).call(2, PollAfterEmpty.Broken::work),
                    Calls.on(PollAfterEmpty.Fixed::new).call(2, PollAfterEmpty.Fixed::work)),
            Pattern.of(
                    "sleep for a wait",
                    "A sleep is taken for a wait until a thread has got on.",
                    SLEEP_FOR_WAIT,
                    Calls.on(SleepForWait.Broken::new).call(SleepForWait.Broken::ask),
                    Calls.on(SleepForWait.Fixed::new).call(SleepForWait.Fixed::ask)),
            Pattern.of(
                    "last element",
                    "The index of the last element is of a size that has changed.",
                    CHECK_THEN_ACT,
                    Calls.on(LastElement.Broken::new).call(2, LastElement.Broken::undo),
                    Calls.on(LastElement.Fixed::new).call(2, LastElement.Fixed::undo)),
            Pattern.of(
                    "iteration while adding",
                    "A list changes under a loop.",
                    CHECK_THEN_ACT,
                    Calls.on(IterationWhileAdding.Broken::new)
                            .call(IterationWhileAdding.Broken::tell)
                            .run(IterationWhileAdding.Broken::add),
                    Calls.on(IterationWhileAdding.Fixed::new)
                            .call(IterationWhileAdding.Fixed::tell)
                            .run(IterationWhileAdding.Fixed::add)),
            Pattern.of(
                    "append of a buffer",
                    "The source is shorter when its characters are asked for than when its length was.",
                    CHECK_THEN_ACT,
                    Calls.on(BufferAppend.Broken::new)
                            .run(BufferAppend.Broken::append)
                            .run(BufferAppend.Broken::clear),
                    Calls.on(BufferAppend.Fixed::new)
                            .run(BufferAppend.Fixed::append)
                            .run(BufferAppend.Fixed::clear)),
            Pattern.of(
                    "wait without a loop",
                    "What was waited for is gone again when the thread goes on.",
                    CHECK_THEN_ACT,
                    Calls.on(WaitWithoutLoop.Broken::new)
                            .call(2, WaitWithoutLoop.Broken::take)
                            .run(p -> p.bring("a"))
                            .run(p -> p.bring("b")),
                    Calls.on(WaitWithoutLoop.Fixed::new)
                            .call(2, WaitWithoutLoop.Fixed::take)
                            .run(p -> p.bring("a"))
                            .run(p -> p.bring("b"))),
            Pattern.of(
                    "number range",
                    "Each limit is checked against the other, which changes meanwhile.",
                    WRITE_SKEW,
                    Calls.on(NumberRange.Broken::new).call(p -> p.lower(8)).call(p -> p.upper(5)),
                    Calls.on(NumberRange.Fixed::new).call(p -> p.lower(8)).call(p -> p.upper(5))),
            Pattern.of(
                    "on call",
                    "Two locks for a rule about both: each goes, trusting in the other.",
                    WRITE_SKEW,
                    Calls.on(OnCall.Broken::new)
                            .call(OnCall.Broken::aliceLeaves)
                            .call(OnCall.Broken::bobLeaves),
                    Calls.on(OnCall.Fixed::new).call(OnCall.Fixed::aliceLeaves).call(OnCall.Fixed::bobLeaves)),
            Pattern.of(
                    "putIfAbsent ignored",
                    "Goes on with its own, though another one was there first.",
                    CHECK_THEN_ACT,
                    Calls.on(PutIfAbsentIgnored.Broken::new).call(2, p -> p.session("ada")),
                    Calls.on(PutIfAbsentIgnored.Fixed::new).call(2, p -> p.session("ada"))),
            Pattern.of(
                    "round robin",
                    "An index is checked and moved on in two steps.",
                    CHECK_THEN_ACT,
                    Calls.on(RoundRobin.Broken::new).call(2, RoundRobin.Broken::pick),
                    Calls.on(RoundRobin.Fixed::new).call(2, RoundRobin.Fixed::pick)),
            Pattern.of(
                    "published before filled",
                    "A count says that there is an entry before it is there.",
                    TORN_UPDATE,
                    Calls.on(PublishedBeforeFilled.Broken::new)
                            .run(p -> p.write("entry"))
                            .call(PublishedBeforeFilled.Broken::lengthOfLast),
                    Calls.on(PublishedBeforeFilled.Fixed::new)
                            .run(p -> p.write("entry"))
                            .call(PublishedBeforeFilled.Fixed::lengthOfLast)),
            Pattern.of(
                    "leaked collection",
                    "A list that a lock guards is handed out.",
                    CHECK_THEN_ACT,
                    Calls.on(LeakedCollection.Broken::new).run(p -> p.add(5)).call(LeakedCollection.Broken::sum),
                    Calls.on(LeakedCollection.Fixed::new).run(p -> p.add(5)).call(LeakedCollection.Fixed::sum)),
            Pattern.of(
                    "condition without a loop",
                    "Another one takes the place before who has waited for it.",
                    CHECK_THEN_ACT,
                    Calls.on(ConditionWithoutLoop.Broken::new)
                            .call(ConditionWithoutLoop.Broken::enter)
                            .call(ConditionWithoutLoop.Broken::tryEnter)
                            .run(p -> {
                                p.leave("a");
                                p.leave("b");
                            }),
                    Calls.on(ConditionWithoutLoop.Fixed::new)
                            .call(ConditionWithoutLoop.Fixed::enter)
                            .call(ConditionWithoutLoop.Fixed::tryEnter)
                            .run(p -> {
                                p.leave("a");
                                p.leave("b");
                            })));
}
