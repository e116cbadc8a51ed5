package dev.brigade.check.control;

import dev.brigade.check.naming.Access;
import dev.brigade.check.naming.Access.Effect;
import dev.brigade.check.naming.Event;
import dev.brigade.check.naming.Location;
import dev.brigade.check.schedule.Operation;
import dev.brigade.check.sql.footprint.Footprint;
import dev.brigade.check.sql.footprint.Touch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement, a commit or a rollback. */
public final class SqlStep implements Operation, Valued, Facts.Told {

    /** What is sent. */
    enum Kind {
        STATEMENT,
        COMMIT,
        ROLLBACK,
        /** Undoes the last statements of a transaction that goes on, and gives back their locks. */
        ROLLBACK_TO_SAVEPOINT
    }

    /**
     * The transaction that a step belongs to.
     *
     * @param number unique in the run; 0 for a statement that commits by itself
     * @param sees what its reads see
     */
    record Transaction(int number, Event.Sees sees) {}

    private static final Pattern TEXT = Pattern.compile("'[^']*'");

    /** A value that depends on which rows there are. */
    private static final Pattern AGGREGATE =
            Pattern.compile("\\b(count|sum|min|max|avg|exists)\\s*\\(", Pattern.CASE_INSENSITIVE);

    private final String database;
    private final Kind kind;
    private final Supplier<String> written;
    private final Footprint footprint;
    private final Transaction transaction;
    private final boolean commits;
    private final boolean beginsSnapshot;
    private final String line;
    private Supplier<String> value = () -> "";
    private @Nullable String sql;
    private boolean aborted;
    private boolean running;
    private boolean inDeadlock;

    /**
     * @param database its name, if it is not the only or the main one
     * @param written says the statement, for people; asked if somebody wants to know, which in most runs nobody does
     * @param footprint what it touches; of a commit or rollback all that its transaction has touched
     * @param commits whether it is committed as soon as it has been made, or is a commit
     * @param beginsSnapshot whether what it, and what comes after it, sees is decided now
     */
    SqlStep(
            String database,
            Kind kind,
            Supplier<String> written,
            Footprint footprint,
            Transaction transaction,
            boolean commits,
            boolean beginsSnapshot,
            String line) {
        this.database = database;
        this.kind = kind;
        this.written = written;
        this.footprint = footprint;
        this.transaction = transaction;
        this.commits = commits;
        this.beginsSnapshot = beginsSnapshot;
        this.line = line;
    }

    /** Says who will say, when the run is over, what came of it, for people: rows are known when they have been read. */
    void value(Supplier<String> newValue) {
        value = newValue;
    }

    /** It has been sent, or answered: a statement that is not answered waits for what another transaction has locked. */
    void runs(boolean now) {
        running = now;
    }

    /** It waits in a deadlock that the database has found. */
    void isInDeadlock() {
        inDeadlock = true;
    }

    /** Whether it waited in a deadlock that the database has found, as the victim or as one that then went on. */
    public boolean wasInDeadlock() {
        return inDeadlock;
    }

    /** Whether the database has ended its transaction instead, and said that it may be tried again. */
    public boolean wasAborted() {
        return aborted;
    }

    /** Whether it is a statement, and no end of a transaction. */
    public boolean isStatement() {
        return kind == Kind.STATEMENT;
    }

    /** The database has ended its transaction. */
    void aborted() {
        aborted = true;
    }

    @Override
    public boolean conflictsWith(Operation other) {
        if (!(other instanceof SqlStep that) || !database.equals(that.database)) {
            return false;
        }
        if (footprint.conflicts(that.footprint)) {
            return true;
        }
        return (beginsSnapshot && that.commits && that.footprint.writes())
                || (that.beginsSnapshot && commits && footprint.writes());
    }

    @Override
    public boolean acquires() {
        return kind == Kind.STATEMENT;
    }

    @Override
    public Optional<String> obstacle() {
        return running ? Optional.of("what another transaction has locked, in \"" + text() + "\"") : Optional.empty();
    }

    @Override
    public String subject() {
        return footprint.isEverything() ? "database" : table(footprint.firstTable());
    }

    @Override
    public boolean changes() {
        return kind != Kind.STATEMENT || !footprint.onlyReads();
    }

    @Override
    public String text() {
        return switch (kind) {
            case STATEMENT -> sql();
            case COMMIT -> "commits";
            case ROLLBACK -> "rolls back";
            case ROLLBACK_TO_SAVEPOINT -> "rolls back to a savepoint";
        };
    }

    private String sql() {
        String known = sql;
        if (known == null) {
            known = written.get();
            sql = known;
        }
        return known;
    }

    @Override
    public String value() {
        return value.get();
    }

    @Override
    public String where() {
        return line;
    }

    @Override
    public Optional<Event> event(int thread) {
        if (aborted) {
            return Optional.of(Event.abort(thread, transaction.number(), accesses()));
        }
        return switch (kind) {
            case COMMIT -> Optional.of(Event.end(thread, Event.Kind.COMMIT, transaction.number()));
            case ROLLBACK -> Optional.of(Event.end(thread, Event.Kind.ROLLBACK, transaction.number()));
            case ROLLBACK_TO_SAVEPOINT -> Optional.empty();
            case STATEMENT ->
                Optional.of(Event.sql(thread, transaction.number(), accesses()).sees(transaction.sees()));
        };
    }

    private Access[] accesses() {
        List<Access> accesses = new ArrayList<>();
        for (Touch touch : footprint.touches()) {
            switch (touch.mode()) {
                case READ -> accesses.add(read(touch));
                case LOCK -> {
                    if (isSelect()) {
                        accesses.add(read(touch));
                    }
                }
                case WRITE -> writes(touch, accesses);
                case SHARE, ENTRY -> {}
            }
        }
        return accesses.toArray(Access[]::new);
    }

    private Access read(Touch touch) {
        boolean isPredicate = touch.key().isEmpty() || AGGREGATE.matcher(sql()).find();
        return new Access(location(touch), Effect.READ, isPredicate, columns(touch), value.get());
    }

    /** What is set from itself, such as {@code n = n - 1}, is read by the same step; what else it sets is not. */
    private void writes(Touch touch, List<Access> accesses) {
        Set<String> written = touch.columns().contains(Touch.ROW) ? Set.of() : columns(touch);
        Set<String> own = new HashSet<>(written);
        Set<String> plain = new HashSet<>(written);
        if (change() == Effect.WRITE) {
            own.removeIf(column -> !isFromItself(column));
            plain.removeAll(own);
        } else {
            own.clear();
        }
        if (!own.isEmpty()) {
            accesses.add(new Access(location(touch), Effect.READ, false, own, value.get()));
            accesses.add(new Access(location(touch), Effect.WRITE, false, own, value.get()));
        }
        if (own.isEmpty() || !plain.isEmpty()) {
            accesses.add(new Access(location(touch), change(), false, plain, value.get()));
        }
    }

    /** Whether an update computes a column from itself. The text decides: all that an update writes, it also locks and so looks at. */
    private boolean isFromItself(String column) {
        String name = Pattern.quote(column);
        String assignments = TEXT.matcher(sql()).replaceAll("''").split("(?i)\\bwhere\\b", 2)[0];
        return Pattern.compile("\\b" + name + "\\s*=[^,]*\\b" + name + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(assignments)
                .find();
    }

    private static Set<String> columns(Touch touch) {
        return touch.columns().stream()
                .filter(column -> !column.equals(Touch.ROW))
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    private boolean isSelect() {
        String verb = sql().stripLeading().toLowerCase(Locale.ROOT);
        return verb.startsWith("select") || verb.startsWith("with");
    }

    private Effect change() {
        String verb = sql().stripLeading().toLowerCase(Locale.ROOT);
        return verb.startsWith("insert") ? Effect.INSERT : verb.startsWith("delete") ? Effect.DELETE : Effect.WRITE;
    }

    private Location location(Touch touch) {
        Map<String, String> keys = new TreeMap<>();
        touch.key().ifPresent(key -> key.values().forEach((column, of) -> keys.put(column, String.valueOf(of))));
        return new Location("table " + table(touch.table()), keys);
    }

    private String table(String table) {
        return database.isEmpty() ? table : database + "." + table;
    }
}
