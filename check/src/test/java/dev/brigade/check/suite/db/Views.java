package dev.brigade.check.suite.db;

import static dev.brigade.check.report.Anomaly.CHECK_THEN_ACT;
import static dev.brigade.check.report.Anomaly.NOT_SERIAL;
import static dev.brigade.check.report.Anomaly.PHANTOM;
import static dev.brigade.check.report.Anomaly.READ_SKEW;
import static dev.brigade.check.report.Anomaly.TORN_UPDATE;

import dev.brigade.check.suite.db.programs.CartTotal;
import dev.brigade.check.suite.db.programs.StaleCache;
import dev.brigade.check.suite.db.programs.SumWhileTransferring;
import dev.brigade.check.suite.db.programs.TransferInTwoTransactions;
import dev.brigade.check.suite.db.programs.UserInField;
import java.util.List;
import java.util.Map;

/** Values and rows that belong together, seen from two moments. */
final class Views {
    private Views() {}

    static final List<DbPattern> ALL = List.of(
            DbPattern.of(
                    "cart total and items",
                    "A cart is charged by one statement and packed by another.",
                    PHANTOM,
                    Requests.to(CartTotal::broken)
                            .given(CartTotal::rows)
                            .post("/carts/7/checkout")
                            .post("/carts/7/items/cake/9"),
                    Requests.to(CartTotal::fixed)
                            .given(CartTotal::rows)
                            .post("/carts/7/checkout")
                            .post("/carts/7/items/cake/9")),
            DbPattern.of(
                    "sum while transferring",
                    "One account is read before a transfer, the other after it.",
                    READ_SKEW,
                    Requests.to(SumWhileTransferring::broken)
                            .given(SumWhileTransferring::rows)
                            .get("/wealth")
                            .post("/transfer/30"),
                    Requests.to(SumWhileTransferring::fixed)
                            .given(SumWhileTransferring::rows)
                            .get("/wealth")
                            .post("/transfer/30")),
            DbPattern.of(
                    "transfer in two transactions",
                    "Between its halves money is missing.",
                    TORN_UPDATE,
                    Requests.to(TransferInTwoTransactions::broken)
                            .given(TransferInTwoTransactions::rows)
                            .post("/transfer/30")
                            .get("/wealth"),
                    Requests.to(TransferInTwoTransactions::fixed)
                            .given(TransferInTwoTransactions::rows)
                            .post("/transfer/30")
                            .get("/wealth")),
            DbPattern.of(
                    "stale cache",
                    "Who has read the old price caches it after the cache was emptied.",
                    CHECK_THEN_ACT,
                    Requests.to(StaleCache::broken)
                            .given(StaleCache::rows)
                            .get("/prices/tea")
                            .client(http -> {
                                http.put("/prices/tea/500", Map.of());
                                return http.get("/prices/tea");
                            }),
                    Requests.to(StaleCache::fixed)
                            .given(StaleCache::rows)
                            .get("/prices/tea")
                            .client(http -> {
                                http.put("/prices/tea/500", Map.of());
                                return http.get("/prices/tea");
                            })),
            DbPattern.of(
                            "user in a field",
                            "A filter keeps the user of a request in a field that all requests share.",
                            NOT_SERIAL,
                            Requests.to(UserInField::broken)
                                    .get("/hello?user=Ada")
                                    .get("/hello?user=Bob"),
                            Requests.to(UserInField::fixed)
                                    .get("/hello?user=Ada")
                                    .get("/hello?user=Bob"))
                    .withoutDatabase());
}
