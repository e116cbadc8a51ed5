package dev.brigade.data;

import dev.brigade.data.jdbc.SqlText;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of a database whose rows statements lock until the end of their transaction, for the order of acquisition. Found
 * in the text of UPDATE, DELETE, MERGE and SELECT … FOR UPDATE; what is written in functions, triggers and WITH is not seen. An INSERT
 * locks no row that others have.
 *
 * <p>Safe from any thread: concurrent maps that are only added to. {@link #MOST} statements are remembered, which is all of them
 * unless their text is made up at run time; of others the text is looked at each time.
 */
final class Tables {
    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

    private static final int MOST = 1000;
    private static final int LOOKED_AT = 4000;
    private static final String NAME = "(?<table>(?:\"[^\"]+\"|[\\w$]+)(?:\\.(?:\"[^\"]+\"|[\\w$]+))*)";

    private static final Pattern WRITES = Pattern.compile(
            "(?is)\\s*(?:update\\s+(?:only\\s+)?|delete\\s+from\\s+(?:only\\s+)?|merge\\s+into\\s+)" + NAME + ".*");
    private static final Pattern LOCKS =
            Pattern.compile("(?is)\\s*select\\b.*?\\bfrom\\s+" + NAME + ".*\\bfor\\s+(?:no\\s+key\\s+)?update\\b.*");
    private static final Pattern CHANGES =
            Pattern.compile("(?is)\\s*(?:insert|update|delete|merge|with|truncate)\\b.*");

    /** A table as a meeting point. */
    private record Table(String name) implements MeetingPoint {
        @Override
        public Kind kind() {
            return Kind.TABLE;
        }
    }

    /**
     * What a statement does to rows, and to the session of its connection.
     *
     * @param locks the table whose rows it locks
     * @param writes whether it may change rows
     * @param stays whether it sets something that stays on the connection when the transaction has ended
     * @param lasts whether it sets something that lasts until the transaction has ended, so that it means nothing by itself
     * @param ends whether it ends a transaction, or begins one
     */
    record Effect(Optional<MeetingPoint> locks, boolean writes, boolean stays, boolean lasts, boolean ends) {
        static final Effect NONE = new Effect(Optional.empty(), false, false, false);

        Effect(Optional<MeetingPoint> locks, boolean writes, boolean stays, boolean lasts) {
            this(locks, writes, stays, lasts, false);
        }
    }

    private final Map<String, MeetingPoint> tables = new ConcurrentHashMap<>();
    private final Map<String, Effect> known = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Effect effect(String sql) {
        Effect effect = known.get(sql);
        if (effect == null) {
            effect = found(sql);
            if (known.size() < MOST) {
                known.put(sql, effect);
            }
        }
        return effect;
    }

    /** Says, once for each statement, that its connection is closed after its transaction because of what it leaves there. */
    void tellOfWhatStays(Activity activity, String sql) {
        if (told.size() < MOST && told.add(sql)) {
            LOG.warn(
                    "{} leaves something on its connection with \"{}\", which the end of the transaction does not take away."
                            + " So that nobody inherits it, the connection is closed afterwards and another one opened, each"
                            + " time: use what ends with the transaction, such as SET LOCAL, set_config(…, true),"
                            + " pg_advisory_xact_lock or ON COMMIT DROP. Said once for this statement.",
                    activity,
                    SqlText.brief(sql));
        }
    }

    private Effect found(String sql) {
        String text = sql.substring(0, Math.min(sql.length(), LOOKED_AT));
        Effect rows = onRows(text);
        return TransactionControl.isIn(text)
                ? new Effect(rows.locks(), rows.writes(), rows.stays(), rows.lasts(), true)
                : rows;
    }

    private Effect onRows(String text) {
        if (SessionState.isChangedBy(text)) {
            return new Effect(Optional.empty(), CHANGES.matcher(text).matches(), true, false);
        }
        Matcher writes = WRITES.matcher(text);
        if (writes.matches()) {
            return new Effect(table(writes.group("table")), true, false, false);
        }
        Matcher locks = LOCKS.matcher(text);
        if (locks.matches()) {
            return new Effect(table(locks.group("table")), false, false, false);
        }
        if (SessionState.isHeldByTransaction(text)) {
            return new Effect(Optional.empty(), CHANGES.matcher(text).matches(), false, true);
        }
        return CHANGES.matcher(text).matches() ? new Effect(Optional.empty(), true, false, false) : Effect.NONE;
    }

    private Optional<MeetingPoint> table(String name) {
        String plain = name.replace("\"", "").toLowerCase(Locale.ROOT);
        MeetingPoint table = tables.get(plain);
        if (table == null && tables.size() < MOST) {
            table = tables.computeIfAbsent(plain, Table::new);
        }
        return Optional.ofNullable(table);
    }
}
