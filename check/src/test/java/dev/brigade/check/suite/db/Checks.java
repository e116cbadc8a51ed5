package dev.brigade.check.suite.db;

import static dev.brigade.check.report.Anomaly.CHECK_THEN_ACT;
import static dev.brigade.check.report.Anomaly.PHANTOM;
import static dev.brigade.check.report.Anomaly.WRITE_SKEW;

import dev.brigade.check.suite.db.programs.DeleteIfEmpty;
import dev.brigade.check.suite.db.programs.DoctorsOnCall;
import dev.brigade.check.suite.db.programs.IdempotencyKey;
import dev.brigade.check.suite.db.programs.LastAdmin;
import dev.brigade.check.suite.db.programs.LockOnTheWrongRead;
import dev.brigade.check.suite.db.programs.NextNumber;
import dev.brigade.check.suite.db.programs.OrphanedChild;
import dev.brigade.check.suite.db.programs.Overdraft;
import dev.brigade.check.suite.db.programs.RateLimit;
import dev.brigade.check.suite.db.programs.RoomBooking;
import dev.brigade.check.suite.db.programs.SelectThenInsert;
import dev.brigade.check.suite.db.programs.StaleSum;
import dev.brigade.check.suite.db.programs.StockAsSum;
import dev.brigade.check.suite.db.programs.TokenUsedTwice;
import dev.brigade.check.suite.db.programs.UniqueName;
import dev.brigade.check.suite.db.programs.VoucherByCount;
import java.util.List;

/** Checks of a value or of rows that no longer hold when they are acted upon. */
final class Checks {
    private Checks() {}

    static final List<DbPattern> ALL = List.of(
            DbPattern.of(
                    "lock on the wrong read",
                    "What decides is read without a lock, what is written comes from a read with FOR UPDATE.",
                    CHECK_THEN_ACT,
                    Requests.to(LockOnTheWrongRead::broken)
                            .given(LockOnTheWrongRead::rows)
                            .post("/stock/tea/sell")
                            .post("/stock/tea/sell"),
                    Requests.to(LockOnTheWrongRead::fixed)
                            .given(LockOnTheWrongRead::rows)
                            .post("/stock/tea/sell")
                            .post("/stock/tea/sell")),
            DbPattern.of(
                    "overdraft",
                    "The balance is checked, then reduced by an atomic statement.",
                    CHECK_THEN_ACT,
                    Requests.to(Overdraft::broken)
                            .given(Overdraft::rows)
                            .post("/accounts/1/withdraw/70")
                            .post("/accounts/1/withdraw/60"),
                    Requests.to(Overdraft::fixed)
                            .given(Overdraft::rows)
                            .post("/accounts/1/withdraw/70")
                            .post("/accounts/1/withdraw/60")),
            DbPattern.of(
                    "unique check, then insert",
                    "Looks whether there is one, then inserts; no unique index.",
                    CHECK_THEN_ACT,
                    Requests.to(UniqueName::broken)
                            .given(UniqueName::rows)
                            .post("/members/ada@example.org/Ada")
                            .post("/members/ada@example.org/Adam"),
                    Requests.to(UniqueName::fixed)
                            .given(UniqueName::rowsWithIndex)
                            .post("/members/ada@example.org/Ada")
                            .post("/members/ada@example.org/Adam")),
            DbPattern.of(
                    "idempotency key",
                    "The key of a request is looked for, then kept: who sends twice pays twice.",
                    CHECK_THEN_ACT,
                    Requests.to(IdempotencyKey::broken)
                            .given(IdempotencyKey::rows)
                            .post("/payments/abc/30")
                            .post("/payments/abc/30"),
                    Requests.to(IdempotencyKey::fixed)
                            .given(IdempotencyKey::rowsWithIndex)
                            .post("/payments/abc/30")
                            .post("/payments/abc/30")),
            DbPattern.of(
                    "select, then insert or update",
                    "Both find no row and insert one; the primary key makes one of them fail.",
                    CHECK_THEN_ACT,
                    Requests.to(SelectThenInsert::broken)
                            .given(SelectThenInsert::rows)
                            .post("/songs/waltz/vote")
                            .post("/songs/waltz/vote"),
                    Requests.to(SelectThenInsert::fixed)
                            .given(SelectThenInsert::rows)
                            .post("/songs/waltz/vote")
                            .post("/songs/waltz/vote")),
            DbPattern.of(
                            "one-time token",
                            "Asks whether it is there, then takes it away.",
                            CHECK_THEN_ACT,
                            Requests.to(TokenUsedTwice::broken)
                                    .get("/downloads/abc")
                                    .get("/downloads/abc"),
                            Requests.to(TokenUsedTwice::fixed)
                                    .get("/downloads/abc")
                                    .get("/downloads/abc"))
                    .withoutDatabase(),
            DbPattern.of(
                    "voucher by count",
                    "The uses are counted, then one is added.",
                    PHANTOM,
                    Requests.to(VoucherByCount::broken)
                            .given(VoucherByCount::rows)
                            .post("/vouchers/TWICE/uses/Ada")
                            .post("/vouchers/TWICE/uses/Bob"),
                    Requests.to(VoucherByCount::fixed)
                            .given(VoucherByCount::rows)
                            .post("/vouchers/TWICE/uses/Ada")
                            .post("/vouchers/TWICE/uses/Bob")),
            DbPattern.of(
                    "stock as a sum",
                    "The stock is the sum of rows, and a sale adds one.",
                    PHANTOM,
                    Requests.to(StockAsSum::broken)
                            .given(StockAsSum::rows)
                            .post("/stock/tea/sell/2")
                            .post("/stock/tea/sell/2"),
                    Requests.to(StockAsSum::fixed)
                            .given(StockAsSum::rows)
                            .post("/stock/tea/sell/2")
                            .post("/stock/tea/sell/2")),
            DbPattern.of(
                    "meeting room",
                    "Nothing overlaps when both look, and each inserts what overlaps.",
                    PHANTOM,
                    Requests.to(RoomBooking::broken)
                            .given(RoomBooking::rows)
                            .post("/rooms/1/bookings/10/12")
                            .post("/rooms/1/bookings/11/13"),
                    Requests.to(RoomBooking::fixed)
                            .given(RoomBooking::rows)
                            .post("/rooms/1/bookings/10/12")
                            .post("/rooms/1/bookings/11/13")),
            DbPattern.of(
                    "next number",
                    "The next number is the largest and one.",
                    PHANTOM,
                    Requests.to(NextNumber::broken)
                            .given(NextNumber::rows)
                            .post("/invoices/Ada")
                            .post("/invoices/Bob"),
                    Requests.to(NextNumber::fixed)
                            .given(NextNumber::rows)
                            .post("/invoices/Ada")
                            .post("/invoices/Bob")),
            DbPattern.of(
                    "last administrator",
                    "Both count two, and both remove themselves.",
                    PHANTOM,
                    Requests.to(LastAdmin::broken)
                            .given(LastAdmin::rows)
                            .delete("/teams/1/admins/Ada")
                            .delete("/teams/1/admins/Bob"),
                    Requests.to(LastAdmin::fixed)
                            .given(LastAdmin::rows)
                            .delete("/teams/1/admins/Ada")
                            .delete("/teams/1/admins/Bob")),
            DbPattern.of(
                    "rate limit",
                    "What was sent is counted, then one more is sent.",
                    PHANTOM,
                    Requests.to(RateLimit::broken)
                            .given(RateLimit::rows)
                            .post("/messages/Ada/17")
                            .post("/messages/Ada/17"),
                    Requests.to(RateLimit::fixed)
                            .given(RateLimit::rows)
                            .post("/messages/Ada/17")
                            .post("/messages/Ada/17")),
            DbPattern.of(
                    "stale sum",
                    "A balance is written from a sum that lacks what another has just entered.",
                    PHANTOM,
                    Requests.to(StaleSum::broken)
                            .given(StaleSum::rows)
                            .post("/accounts/1/entries/5")
                            .post("/accounts/1/entries/7"),
                    Requests.to(StaleSum::fixed)
                            .given(StaleSum::rows)
                            .post("/accounts/1/entries/5")
                            .post("/accounts/1/entries/7")),
            DbPattern.of(
                    "orphaned child",
                    "A row is inserted while its parent is deleted; no foreign key.",
                    CHECK_THEN_ACT,
                    Requests.to(OrphanedChild::broken)
                            .given(OrphanedChild::rows)
                            .post("/shelves/1/books/Persuasion")
                            .delete("/shelves/1"),
                    Requests.to(OrphanedChild::fixed)
                            .given(OrphanedChild::rows)
                            .post("/shelves/1/books/Persuasion")
                            .delete("/shelves/1")),
            DbPattern.of(
                    "delete if empty",
                    "It is empty when one looks, and there when the other does.",
                    PHANTOM,
                    Requests.to(DeleteIfEmpty::broken)
                            .given(DeleteIfEmpty::rows)
                            .delete("/folders/1")
                            .post("/folders/1/files/notes"),
                    Requests.to(DeleteIfEmpty::fixed)
                            .given(DeleteIfEmpty::rows)
                            .delete("/folders/1")
                            .post("/folders/1/files/notes")),
            DbPattern.of(
                    "doctors on call",
                    "Each sees the other on call, and leaves; a snapshot does not help.",
                    WRITE_SKEW,
                    Requests.to(DoctorsOnCall::broken)
                            .given(DoctorsOnCall::rows)
                            .post("/doctors/Ada/leave")
                            .post("/doctors/Bob/leave"),
                    Requests.to(DoctorsOnCall::fixed)
                            .given(DoctorsOnCall::rows)
                            .post("/doctors/Ada/leave")
                            .post("/doctors/Bob/leave")));
}
