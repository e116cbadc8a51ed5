package dev.brigade.check.suite.db;

import static dev.brigade.check.report.Anomaly.DEADLOCK;

import dev.brigade.check.suite.db.programs.ForeignKeyDeadlock;
import dev.brigade.check.suite.db.programs.OppositeTransfers;
import dev.brigade.data.TestDatabase;
import java.util.List;

/** Requests that wait for each other. */
final class Deadlocks {
    private Deadlocks() {}

    static final List<DbPattern> ALL = List.of(
            DbPattern.of(
                    "transfers in opposite directions",
                    "Each locks first the row that the other locks last.",
                    DEADLOCK,
                    Requests.to(OppositeTransfers::broken)
                            .given(OppositeTransfers::rows)
                            .post("/transfer/1/2/10")
                            .post("/transfer/2/1/20"),
                    Requests.to(OppositeTransfers::fixed)
                            .given(OppositeTransfers::rows)
                            .post("/transfer/1/2/10")
                            .post("/transfer/2/1/20")),
            DbPattern.of(
                            "foreign-key deadlock",
                            "An insert locks its parent for all who insert together; then each wants it for itself.",
                            DEADLOCK,
                            Requests.to(ForeignKeyDeadlock::broken)
                                    .given(ForeignKeyDeadlock::rows)
                                    .post("/purchases/1/lines/5")
                                    .post("/purchases/1/lines/7"),
                            Requests.to(ForeignKeyDeadlock::fixed)
                                    .given(ForeignKeyDeadlock::rows)
                                    .post("/purchases/1/lines/5")
                                    .post("/purchases/1/lines/7"))
                    .only(TestDatabase.POSTGRESQL));
}
