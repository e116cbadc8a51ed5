package dev.brigade.web.isolation;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.options.Isolation;
import java.util.List;
import java.util.stream.Collectors;

/** The text of docs/isolation.md. */
final class IsolationPage {
    private static final String BEFORE = """
            # What requests at once may see of each other

            Each request has a transaction of its own, SERIALIZABLE unless its route says otherwise
            (`.isolation(READ_COMMITTED)`). The table says for each level what can go wrong between requests at once. A test makes
            this page: it runs each anomaly of [Hermitage](https://github.com/ept/hermitage) as handlers of one application, statement
            by statement in the order that provokes it, and looks at what they read and wrote.

            **yes**: it can happen at this level. –: it can't; the database lets one wait for the other, shows it a snapshot, or
            reports a conflict, and then Brigade runs the request again. In none of these runs has a client seen an error.

            RC is `READ_COMMITTED`, RR `REPEATABLE_READ`, S `SERIALIZABLE`, the default.

            | anomaly | H2 RC | H2 RR | H2 S | PostgreSQL RC | PostgreSQL RR | PostgreSQL S |
            |---|---|---|---|---|---|---|
            """;

    private static final String BETWEEN = """

            ## What they are

            """;

    private static final String AFTER = """

            ## What follows

            - On PostgreSQL the default lets nothing through: write a handler as if it ran alone.
            - H2's SERIALIZABLE is snapshot isolation, and lets write skew through. Where two requests decide by rows that they read
              and don't write, let them write one in common, or hold a lock from before their first statement (`rq.hold(lock)`).
            - At READ_COMMITTED a value that was read may be old when it is written back. `update … set n = n + 1` is safe; reading
              `n` first is not, unless by `select … for update`.
            """;

    private IsolationPage() {}

    static String of(List<Anomaly> anomalies) {
        String rows = anomalies.stream().map(IsolationPage::row).collect(Collectors.joining());
        String sentences = anomalies.stream()
                .map(one -> "- **" + one.title() + "** (" + one.adya() + "). " + one.sentence())
                .collect(Collectors.joining("\n", "", "\n"));
        return BEFORE + rows + BETWEEN + sentences + AFTER;
    }

    private static String row(Anomaly anomaly) {
        StringBuilder row = new StringBuilder("| " + anomaly.title() + " (" + anomaly.adya() + ") |");
        for (TestDatabase database : TestDatabase.values()) {
            for (Isolation isolation : Isolation.values()) {
                row.append(anomaly.canHappen(database, isolation) ? " **yes** |" : " – |");
            }
        }
        return row.append('\n').toString();
    }
}
