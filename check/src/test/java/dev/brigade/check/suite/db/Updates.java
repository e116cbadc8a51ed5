package dev.brigade.check.suite.db;

import static dev.brigade.check.report.Anomaly.CHECK_THEN_ACT;
import static dev.brigade.check.report.Anomaly.LOST_UPDATE;

import dev.brigade.check.AppExploration;
import dev.brigade.check.suite.db.programs.ComputedCounter;
import dev.brigade.check.suite.db.programs.CounterInField;
import dev.brigade.check.suite.db.programs.EditedPage;
import dev.brigade.check.suite.db.programs.LockReleasedBeforeCommit;
import dev.brigade.check.suite.db.programs.SeatTakenTwice;
import dev.brigade.check.suite.db.programs.SessionRotated;
import dev.brigade.check.suite.db.programs.StockComputed;
import dev.brigade.check.suite.db.programs.TaskTakenTwice;
import dev.brigade.check.suite.db.programs.TextColumn;
import dev.brigade.check.suite.db.programs.ToggledFlag;
import dev.brigade.check.suite.db.programs.VersionCheckedApart;
import dev.brigade.check.suite.db.programs.VoucherInTwoTransactions;
import dev.brigade.check.suite.db.programs.VoucherInWeakTransaction;
import dev.brigade.web.ClientResponse;
import java.util.List;
import java.util.Map;

/** Values that are read, and then written over what others have written meanwhile. */
final class Updates {
    private Updates() {}

    static final List<DbPattern> ALL = List.of(
            DbPattern.of(
                    "voucher in two transactions",
                    "One transaction looks whether it is used, another marks it.",
                    LOST_UPDATE,
                    Requests.to(VoucherInTwoTransactions::broken)
                            .given(VoucherInTwoTransactions::rows)
                            .post("/vouchers/SUMMER/redeem")
                            .post("/vouchers/SUMMER/redeem"),
                    Requests.to(VoucherInTwoTransactions::fixed)
                            .given(VoucherInTwoTransactions::rows)
                            .post("/vouchers/SUMMER/redeem")
                            .post("/vouchers/SUMMER/redeem")),
            DbPattern.of(
                    "voucher in a weak transaction",
                    "Looked at and marked in one transaction, at READ COMMITTED.",
                    LOST_UPDATE,
                    Requests.to(VoucherInWeakTransaction::broken)
                            .given(VoucherInWeakTransaction::rows)
                            .post("/vouchers/SUMMER/redeem")
                            .post("/vouchers/SUMMER/redeem"),
                    Requests.to(VoucherInWeakTransaction::fixed)
                            .given(VoucherInWeakTransaction::rows)
                            .post("/vouchers/SUMMER/redeem")
                            .post("/vouchers/SUMMER/redeem")),
            DbPattern.of(
                    "stock computed",
                    "The stock is read, computed and written.",
                    LOST_UPDATE,
                    Requests.to(StockComputed::broken)
                            .given(StockComputed::rows)
                            .post("/stock/tea/sell/2")
                            .post("/stock/tea/sell/2"),
                    Requests.to(StockComputed::fixed)
                            .given(StockComputed::rows)
                            .post("/stock/tea/sell/2")
                            .post("/stock/tea/sell/2")),
            DbPattern.of(
                    "counter computed",
                    "n = n + 1 is computed in Java.",
                    LOST_UPDATE,
                    Requests.to(ComputedCounter::broken)
                            .given(ComputedCounter::rows)
                            .post("/pages/home/visit")
                            .post("/pages/home/visit"),
                    Requests.to(ComputedCounter::fixed)
                            .given(ComputedCounter::rows)
                            .post("/pages/home/visit")
                            .post("/pages/home/visit")),
            DbPattern.of(
                    "lock released before the commit",
                    "A lock with a name is released when the handler returns, and the commit comes after it.",
                    LOST_UPDATE,
                    Requests.to(LockReleasedBeforeCommit::broken)
                            .given(LockReleasedBeforeCommit::rows)
                            .post("/pages/home/visit")
                            .post("/pages/home/visit"),
                    Requests.to(LockReleasedBeforeCommit::fixed)
                            .given(LockReleasedBeforeCommit::rows)
                            .post("/pages/home/visit")
                            .post("/pages/home/visit")),
            DbPattern.of(
                    "version checked apart",
                    "The version is checked by one statement and written by another.",
                    LOST_UPDATE,
                    Requests.to(VersionCheckedApart::broken)
                            .given(VersionCheckedApart::rows)
                            .put("/documents/1/1/ours")
                            .put("/documents/1/1/theirs"),
                    Requests.to(VersionCheckedApart::fixed)
                            .given(VersionCheckedApart::rows)
                            .put("/documents/1/1/ours")
                            .put("/documents/1/1/theirs")),
            DbPattern.of(
                    "seat taken twice",
                    "The seat is free when both look.",
                    LOST_UPDATE,
                    Requests.to(SeatTakenTwice::broken)
                            .given(SeatTakenTwice::rows)
                            .post("/seats/1A/Ada")
                            .post("/seats/1A/Bob"),
                    Requests.to(SeatTakenTwice::fixed)
                            .given(SeatTakenTwice::rows)
                            .post("/seats/1A/Ada")
                            .post("/seats/1A/Bob")),
            DbPattern.of(
                    "task taken twice",
                    "Both find the same row of a table that serves as a queue.",
                    LOST_UPDATE,
                    Requests.to(TaskTakenTwice::broken)
                            .given(TaskTakenTwice::rows)
                            .post("/tasks/take/Ada")
                            .post("/tasks/take/Bob"),
                    Requests.to(TaskTakenTwice::fixed)
                            .given(TaskTakenTwice::rows)
                            .post("/tasks/take/Ada")
                            .post("/tasks/take/Bob")),
            DbPattern.of(
                    "JSON in a column",
                    "A whole list is read, one is added, the whole list is written.",
                    LOST_UPDATE,
                    Requests.to(TextColumn::broken)
                            .given(TextColumn::rows)
                            .post("/photos/1/tags/sun")
                            .post("/photos/1/tags/wind"),
                    Requests.to(TextColumn::fixed)
                            .given(TextColumn::rows)
                            .post("/photos/1/tags/sun")
                            .post("/photos/1/tags/wind")),
            DbPattern.of(
                    "toggled flag",
                    "Both find it off, and both switch it on.",
                    LOST_UPDATE,
                    Requests.to(ToggledFlag::broken)
                            .given(ToggledFlag::rows)
                            .post("/lamps/1/toggle")
                            .post("/lamps/1/toggle"),
                    Requests.to(ToggledFlag::fixed)
                            .given(ToggledFlag::rows)
                            .post("/lamps/1/toggle")
                            .post("/lamps/1/toggle")),
            DbPattern.of(
                    "edited page",
                    "Read by one request, written back by another; neither is wrong by itself.",
                    LOST_UPDATE,
                    Requests.to(EditedPage::broken)
                            .given(EditedPage::rows)
                            .client(edit("at nine"))
                            .client(edit("at the inn")),
                    Requests.to(EditedPage::fixed)
                            .given(EditedPage::rows)
                            .client(edit("at nine"))
                            .client(edit("at the inn"))),
            DbPattern.of(
                            "counter in a field",
                            "All requests raise one field.",
                            LOST_UPDATE,
                            Requests.to(CounterInField::broken).post("/ticket").post("/ticket"),
                            Requests.to(CounterInField::fixed).post("/ticket").post("/ticket"))
                    .withoutDatabase(),
            DbPattern.of(
                            "session rotated against a write",
                            "An item is put into a session that gets a new name meanwhile.",
                            CHECK_THEN_ACT,
                            Requests.to(SessionRotated::broken)
                                    .client(http -> {
                                        http.post("/login/guest", Map.of());
                                        return http.get("/sessions");
                                    })
                                    .post("/cart/guest/cake"),
                            Requests.to(SessionRotated::fixed)
                                    .client(http -> {
                                        http.post("/login/guest", Map.of());
                                        return http.get("/sessions");
                                    })
                                    .post("/cart/guest/cake"))
                    .withoutDatabase());

    /** Reads a page and writes it back, longer; if somebody else has been faster, once more. */
    private static AppExploration.Requests edit(String more) {
        return http -> {
            ClientResponse answer;
            do {
                EditedPage.Page page = http.get("/pages/1").json(EditedPage.Page.class);
                answer = http.put("/pages/1", new EditedPage.Page(page.version(), page.text() + " " + more));
            } while (answer.status() == 409);
            return answer;
        };
    }
}
