package dev.brigade.data;

import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import java.util.ArrayList;
import java.util.List;

/** The tables of which a transaction has locked rows, as its activity says it. Confined to the transaction's thread. */
final class LockedTables {
    private final Activity activity;
    private final List<MeetingPoint> tables = new ArrayList<>(0);

    LockedTables(Activity activity) {
        this.activity = activity;
    }

    /** Before a statement with that effect: says what it will lock until the end of the transaction. */
    void lock(Tables.Effect effect) {
        if (effect.writes()) {
            activity.wroteRows();
        }
        effect.locks().filter(table -> !tables.contains(table)).ifPresent(table -> {
            activity.wants(table);
            activity.holds(table);
            tables.add(table);
        });
    }

    /** At the end of the transaction. */
    void letGo() {
        activity.settledRows();
        tables.forEach(activity::letsGo);
        tables.clear();
    }
}
