package dev.brigade.check.suite.jvm;

import static dev.brigade.check.report.Anomaly.DATA_RACE;
import static dev.brigade.check.report.Anomaly.NOT_SERIAL;
import static dev.brigade.check.report.Anomaly.TORN_UPDATE;

import dev.brigade.check.suite.jvm.programs.DoubleCheckedLocking;
import dev.brigade.check.suite.jvm.programs.EscapingThis;
import dev.brigade.check.suite.jvm.programs.ForgottenJoin;
import dev.brigade.check.suite.jvm.programs.MultiMap;
import dev.brigade.check.suite.jvm.programs.NonAtomicAppend;
import dev.brigade.check.suite.jvm.programs.OptimisticRead;
import dev.brigade.check.suite.jvm.programs.PlainLong;
import dev.brigade.check.suite.jvm.programs.ReadWithoutLock;
import dev.brigade.check.suite.jvm.programs.SharedDateFormat;
import dev.brigade.check.suite.jvm.programs.SharedDigest;
import dev.brigade.check.suite.jvm.programs.SharedHeaders;
import dev.brigade.check.suite.jvm.programs.SharedScratch;
import dev.brigade.check.suite.jvm.programs.StopFlag;
import dev.brigade.check.suite.jvm.programs.TotalDuringTransfer;
import dev.brigade.check.suite.jvm.programs.TwoStageLocking;
import dev.brigade.check.suite.jvm.programs.UnsafePublication;
import dev.brigade.check.suite.jvm.programs.VolatileArray;
import java.util.List;

/** Values seen half changed, or perhaps never: by the interleaving, or because nothing orders a read after a write. */
final class Torn {
    private Torn() {}

    static final List<Pattern> ALL = List.of(
            Pattern.of(
                    "total during a transfer",
                    "Two atomic integers are read one before and one after a transfer.",
                    TORN_UPDATE,
                    Calls.on(TotalDuringTransfer.Broken::new)
                            .run(p -> p.transfer(30))
                            .call(TotalDuringTransfer.Broken::total),
                    Calls.on(TotalDuringTransfer.Fixed::new)
                            .run(p -> p.transfer(30))
                            .call(TotalDuringTransfer.Fixed::total)),
            Pattern.of(
                    "two-stage locking",
                    "What belongs together changes in two stages.",
                    TORN_UPDATE,
                    Calls.on(TwoStageLocking.Broken::new)
                            .run(p -> p.reprice(200))
                            .call(TwoStageLocking.Broken::tax),
                    Calls.on(TwoStageLocking.Fixed::new)
                            .run(p -> p.reprice(200))
                            .call(TwoStageLocking.Fixed::tax)),
            Pattern.of(
                    "optimistic read without validation",
                    "What a StampedLock let be read is used without asking whether it was written meanwhile.",
                    TORN_UPDATE,
                    Calls.on(OptimisticRead.Broken::new).run(p -> p.move(3, 4)).call(OptimisticRead.Broken::position),
                    Calls.on(OptimisticRead.Fixed::new).run(p -> p.move(3, 4)).call(OptimisticRead.Fixed::position)),
            Pattern.of(
                    "escaping this",
                    "An object is registered before its constructor has ended.",
                    TORN_UPDATE,
                    Calls.on(EscapingThis.Broken::new)
                            .run(EscapingThis.Broken::install)
                            .call(EscapingThis.Broken::report),
                    Calls.on(EscapingThis.Fixed::new)
                            .run(EscapingThis.Fixed::install)
                            .call(EscapingThis.Fixed::report)),
            Pattern.of(
                    "non-atomic append",
                    "A line is appended to a StringBuilder part by part.",
                    TORN_UPDATE,
                    Calls.on(NonAtomicAppend.Broken::new)
                            .run(p -> p.say("ada", "hello"))
                            .run(p -> p.say("bob", "hi")),
                    Calls.on(NonAtomicAppend.Fixed::new)
                            .run(p -> p.say("ada", "hello"))
                            .run(p -> p.say("bob", "hi"))),
            Pattern.of(
                    "shared headers",
                    "Requests put their own headers into one map.",
                    NOT_SERIAL,
                    Calls.on(SharedHeaders.Broken::new).call(p -> p.get("ada")).call(p -> p.get("bob")),
                    Calls.on(SharedHeaders.Fixed::new).call(p -> p.get("ada")).call(p -> p.get("bob"))),
            Pattern.of(
                    "shared scratch fields",
                    "A formatter keeps what it works with in fields.",
                    TORN_UPDATE,
                    Calls.on(SharedScratch.Broken::new)
                            .call(p -> p.format(1999))
                            .call(p -> p.format(250)),
                    Calls.on(SharedScratch.Fixed::new).call(p -> p.format(1999)).call(p -> p.format(250))),
            Pattern.of(
                    "shared SimpleDateFormat",
                    "A format of the JDK that is not safe is used by all threads.",
                    DATA_RACE,
                    Calls.on(SharedDateFormat.Broken::new).call(p -> p.date(0)).call(p -> p.date(86_400)),
                    Calls.on(SharedDateFormat.Fixed::new).call(p -> p.date(0)).call(p -> p.date(86_400))),
            Pattern.of(
                    "shared MessageDigest",
                    "A digest that is told in two steps is used by all threads.",
                    TORN_UPDATE,
                    Calls.on(SharedDigest.Broken::new)
                            .call(p -> p.fingerprint("a", "soup"))
                            .call(p -> p.fingerprint("b", "bread")),
                    Calls.on(SharedDigest.Fixed::new)
                            .call(p -> p.fingerprint("a", "soup"))
                            .call(p -> p.fingerprint("b", "bread"))),
            Pattern.of(
                    "stop flag",
                    "A flag that ends a loop is not volatile.",
                    DATA_RACE,
                    Calls.on(StopFlag.Broken::new).run(StopFlag.Broken::run).run(StopFlag.Broken::stop),
                    Calls.on(StopFlag.Fixed::new).run(StopFlag.Fixed::run).run(StopFlag.Fixed::stop)),
            Pattern.of(
                    "double-checked locking",
                    "The field that is checked without the lock is not volatile.",
                    DATA_RACE,
                    Calls.on(DoubleCheckedLocking.Broken::new).call(2, DoubleCheckedLocking.Broken::port),
                    Calls.on(DoubleCheckedLocking.Fixed::new).call(2, DoubleCheckedLocking.Fixed::port)),
            Pattern.of(
                    "unsafe publication",
                    "A new object is published by a plain field.",
                    DATA_RACE,
                    Calls.on(UnsafePublication.Broken::new)
                            .run(UnsafePublication.Broken::reload)
                            .call(UnsafePublication.Broken::describe),
                    Calls.on(UnsafePublication.Fixed::new)
                            .run(UnsafePublication.Fixed::reload)
                            .call(UnsafePublication.Fixed::describe)),
            Pattern.of(
                    "plain long",
                    "A long that is not volatile is written by one and read by another.",
                    DATA_RACE,
                    Calls.on(PlainLong.Broken::new).run(p -> p.seen(1_000_000)).call(p -> p.isIdle(1_000_001)),
                    Calls.on(PlainLong.Fixed::new).run(p -> p.seen(1_000_000)).call(p -> p.isIdle(1_000_001))),
            Pattern.of(
                    "read without the lock",
                    "Written under the lock, read without.",
                    DATA_RACE,
                    Calls.on(ReadWithoutLock.Broken::new)
                            .run(ReadWithoutLock.Broken::open)
                            .call(ReadWithoutLock.Broken::isOpen),
                    Calls.on(ReadWithoutLock.Fixed::new)
                            .run(ReadWithoutLock.Fixed::open)
                            .call(ReadWithoutLock.Fixed::isOpen)),
            Pattern.of(
                    "volatile array",
                    "The reference of an array is volatile, its elements are not.",
                    DATA_RACE,
                    Calls.on(VolatileArray.Broken::new).run(p -> p.on(1)).call(p -> p.isOn(1)),
                    Calls.on(VolatileArray.Fixed::new).run(p -> p.on(1)).call(p -> p.isOn(1))),
            Pattern.of(
                    "multimap",
                    "The map is concurrent, the lists in it are not.",
                    DATA_RACE,
                    Calls.on(MultiMap.Broken::new)
                            .run(p -> p.order(7, "soup"))
                            .run(p -> p.order(7, "fish"))
                            .state(p -> ""),
                    Calls.on(MultiMap.Fixed::new)
                            .run(p -> p.order(7, "soup"))
                            .run(p -> p.order(7, "fish"))
                            .state(p -> "")),
            Pattern.of(
                    "forgotten join",
                    "The result is read before the other thread has added its half.",
                    NOT_SERIAL,
                    Calls.on(ForgottenJoin.Broken::new).call(ForgottenJoin.Broken::sum),
                    Calls.on(ForgottenJoin.Fixed::new).call(ForgottenJoin.Fixed::sum)));
}
