package dev.brigade.check.suite.db;

import static dev.brigade.check.report.Anomaly.CHECK_THEN_ACT;
import static dev.brigade.check.report.Anomaly.DEADLOCK;
import static dev.brigade.check.report.Anomaly.DIRTY_READ;
import static dev.brigade.check.report.Anomaly.LOST_UPDATE;
import static dev.brigade.check.report.Anomaly.PHANTOM;
import static dev.brigade.check.report.Anomaly.TORN_UPDATE;
import static dev.brigade.check.report.Anomaly.WRITE_SKEW;

import dev.brigade.check.suite.db.programs.AutocommitTransfer;
import dev.brigade.check.suite.db.programs.AutocommitVoucher;
import dev.brigade.check.suite.db.programs.AutocommitWithdrawal;
import dev.brigade.check.suite.db.programs.InsertAfterLook;
import dev.brigade.check.suite.db.programs.JobTakenTwice;
import dev.brigade.check.suite.db.programs.NumberTakenTwice;
import dev.brigade.check.suite.db.programs.RowsInOppositeOrders;
import dev.brigade.check.suite.db.programs.SnapshotSkew;
import dev.brigade.check.suite.db.programs.TwoReadsOfAReport;
import dev.brigade.check.suite.db.programs.UncommittedRead;
import dev.brigade.data.TestDatabase;
import java.util.List;

/** Without Brigade: code that has a DataSource. */
final class PlainJdbc {
    private PlainJdbc() {}

    static final List<DbPattern> ALL = List.of(
            DbPattern.of(
                    "voucher in autocommit",
                    "It is looked at by one statement and marked by another, and each commits by itself.",
                    LOST_UPDATE,
                    Threads.of(AutocommitVoucher.Broken::new)
                            .given(AutocommitVoucher::rows)
                            .run(p -> p.redeem("Ada"))
                            .run(p -> p.redeem("Bob")),
                    Threads.of(AutocommitVoucher.Fixed::new)
                            .given(AutocommitVoucher::rows)
                            .run(p -> p.redeem("Ada"))
                            .run(p -> p.redeem("Bob"))),
            DbPattern.of(
                    "autocommit withdrawal",
                    "Each statement commits by itself.",
                    LOST_UPDATE,
                    Threads.of(AutocommitWithdrawal.Broken::new)
                            .given(AutocommitWithdrawal::rows)
                            .run(p -> p.withdraw(30))
                            .run(p -> p.withdraw(50)),
                    Threads.of(AutocommitWithdrawal.Fixed::new)
                            .given(AutocommitWithdrawal::rows)
                            .run(p -> p.withdraw(30))
                            .run(p -> p.withdraw(50))),
            DbPattern.of(
                    "autocommit transfer",
                    "An auditor sees one half of a transfer.",
                    TORN_UPDATE,
                    Threads.of(AutocommitTransfer.Broken::new)
                            .given(AutocommitTransfer::rows)
                            .run(p -> p.transfer(30))
                            .run(p -> p.audit()),
                    Threads.of(AutocommitTransfer.Fixed::new)
                            .given(AutocommitTransfer::rows)
                            .run(p -> p.transfer(30))
                            .run(p -> p.audit())),
            DbPattern.of(
                            "uncommitted read",
                            "At READ UNCOMMITTED a sale is made at a price that never was.",
                            DIRTY_READ,
                            Threads.of(UncommittedRead.Broken::new)
                                    .given(UncommittedRead::rows)
                                    .run(p -> p.tryOut(900))
                                    .run(p -> p.sell()),
                            Threads.of(UncommittedRead.Fixed::new)
                                    .given(UncommittedRead::rows)
                                    .run(p -> p.tryOut(900))
                                    .run(p -> p.sell()))
                    .only(TestDatabase.H2),
            DbPattern.of(
                    "number taken twice",
                    "The largest number and one is the same for both; the primary key makes one of them fail.",
                    PHANTOM,
                    Threads.of(NumberTakenTwice.Broken::new)
                            .given(NumberTakenTwice::rows)
                            .run(p -> p.take("Ada"))
                            .run(p -> p.take("Bob")),
                    Threads.of(NumberTakenTwice.Fixed::new)
                            .given(NumberTakenTwice::rows)
                            .run(p -> p.take("Ada"))
                            .run(p -> p.take("Bob"))),
            DbPattern.of(
                    "rows in opposite orders",
                    "Two transfers in opposite directions lock in opposite orders.",
                    DEADLOCK,
                    Threads.of(RowsInOppositeOrders.Broken::new)
                            .given(RowsInOppositeOrders::rows)
                            .run(p -> p.transfer(1, 2, 10))
                            .run(p -> p.transfer(2, 1, 20)),
                    Threads.of(RowsInOppositeOrders.Fixed::new)
                            .given(RowsInOppositeOrders::rows)
                            .run(p -> p.transfer(1, 2, 10))
                            .run(p -> p.transfer(2, 1, 20))),
            DbPattern.of(
                    "job taken twice",
                    "Both find the same job; the twin skips what is locked.",
                    LOST_UPDATE,
                    Threads.of(JobTakenTwice.Broken::new)
                            .given(JobTakenTwice::rows)
                            .run(p -> p.work("Ada"))
                            .run(p -> p.work("Bob")),
                    Threads.of(JobTakenTwice.Fixed::new)
                            .given(JobTakenTwice::rows)
                            .run(p -> p.work("Ada"))
                            .run(p -> p.work("Bob"))),
            DbPattern.of(
                    "snapshot skew",
                    "At REPEATABLE READ each sees both accounts as they were, and takes from its own.",
                    WRITE_SKEW,
                    Threads.of(SnapshotSkew.Broken::new)
                            .given(SnapshotSkew::rows)
                            .run(p -> p.withdraw(1, 80))
                            .run(p -> p.withdraw(2, 80)),
                    Threads.of(SnapshotSkew.Fixed::new)
                            .given(SnapshotSkew::rows)
                            .run(p -> p.withdraw(1, 80))
                            .run(p -> p.withdraw(2, 80))),
            DbPattern.of(
                    "two reads of a report",
                    "An order arrives between the count and the sum.",
                    PHANTOM,
                    Threads.of(TwoReadsOfAReport.Broken::new)
                            .given(TwoReadsOfAReport::rows)
                            .run(p -> p.report())
                            .run(p -> p.order(50)),
                    Threads.of(TwoReadsOfAReport.Fixed::new)
                            .given(TwoReadsOfAReport::rows)
                            .run(p -> p.report())
                            .run(p -> p.order(50))),
            DbPattern.of(
                    "insert after a look",
                    "Both find no row for a word, and both insert one.",
                    CHECK_THEN_ACT,
                    Threads.of(InsertAfterLook.Broken::new)
                            .given(InsertAfterLook::rows)
                            .run(p -> p.saw("tea"))
                            .run(p -> p.saw("tea")),
                    Threads.of(InsertAfterLook.Fixed::new)
                            .given(InsertAfterLook::rows)
                            .run(p -> p.saw("tea"))
                            .run(p -> p.saw("tea"))));
}
