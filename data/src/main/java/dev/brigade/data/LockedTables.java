package dev.brigade.data;

import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import java.util.ArrayList;
import java.util.List;

/** The tables of which a transaction has locked rows, as its activity says it. Confined to the transaction's thread. */
final class LockedTables {
    private final Activity activity;
    private final boolean separately;
    private final List<MeetingPoint> tables = new ArrayList<>(0);

    /** @param separately whether the transaction is a second one of its activity */
    LockedTables(Activity activity, boolean separately) {
        this.activity = activity;
        this.separately = separately;
    }

    /** Before a statement with that effect: says what it will lock until the end of the transaction. */
    void lock(Tables.Effect effect) {
        willWrite(effect);
        effect.locks().filter(table -> !tables.contains(table)).ifPresent(table -> {
            activity.wants(table);
            activity.holds(table);
            tables.add(table);
        });
    }

    /** Of a statement with that effect, which is sent now or at the end: what is held now doesn't guard its rows until the commit. */
    void willWrite(Tables.Effect effect) {
        if (effect.writes()) {
            activity.wroteRows(separately);
        }
    }

    /** At the end of the transaction. */
    void letGo() {
        activity.settledRows(separately);
        tables.forEach(activity::letsGo);
        tables.clear();
    }
}
