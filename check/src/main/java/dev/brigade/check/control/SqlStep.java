package dev.brigade.check.control;

import dev.brigade.check.naming.Access;
import dev.brigade.check.naming.Access.Effect;
import dev.brigade.check.naming.Event;
import dev.brigade.check.naming.Location;
import dev.brigade.check.schedule.Operation;
import dev.brigade.check.sql.Footprint;
import dev.brigade.check.sql.Touch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

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

    private final Kind kind;
    private final String sql;
    private final Footprint footprint;
    private final Transaction transaction;
    private final boolean beginsSnapshot;
    private final String line;
    private Supplier<String> value = () -> "";
    private boolean aborted;

    /**
     * @param sql for people
     * @param footprint what it touches; of a commit or rollback all that its transaction has touched
     * @param beginsSnapshot whether what it, and what comes after it, sees is decided now
     */
    SqlStep(
            Kind kind, String sql, Footprint footprint, Transaction transaction, boolean beginsSnapshot, String line) {
        this.kind = kind;
        this.sql = sql;
        this.footprint = footprint;
        this.transaction = transaction;
        this.beginsSnapshot = beginsSnapshot;
        this.line = line;
    }

    /** Says who will say, when the run is over, what came of it, for people: rows are known when they have been read. */
    void value(Supplier<String> newValue) {
        value = newValue;
    }

    /** The database has ended its transaction. */
    void aborted() {
        aborted = true;
    }

    @Override
    public boolean conflictsWith(Operation other) {
        if (!(other instanceof SqlStep that)) {
            return false;
        }
        if (footprint.conflicts(that.footprint)) {
            return true;
        }
        return (beginsSnapshot && that.kind == Kind.COMMIT && that.footprint.writes())
                || (that.beginsSnapshot && kind == Kind.COMMIT && footprint.writes());
    }

    @Override
    public boolean acquires() {
        return kind == Kind.STATEMENT;
    }

    @Override
    public String subject() {
        if (footprint.isEverything()) {
            return "database";
        }
        return footprint.touches().stream()
                .map(Touch::table)
                .sorted()
                .findFirst()
                .orElse("");
    }

    @Override
    public boolean changes() {
        return kind != Kind.STATEMENT
                || footprint.isEverything()
                || footprint.touches().stream().anyMatch(touch -> touch.mode() != Touch.Mode.READ);
    }

    @Override
    public String text() {
        return switch (kind) {
            case STATEMENT -> sql;
            case COMMIT -> "commits";
            case ROLLBACK -> "rolls back";
            case ROLLBACK_TO_SAVEPOINT -> "rolls back to a savepoint";
        };
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
            return Optional.of(Event.end(thread, Event.Kind.ABORT, transaction.number()));
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
            Optional<Effect> effect = switch (touch.mode()) {
                case READ -> Optional.of(Effect.READ);
                case LOCK -> isSelect() ? Optional.of(Effect.READ) : Optional.empty();
                case WRITE -> Optional.of(change());
                case SHARE, ENTRY -> Optional.empty();
            };
            effect.ifPresent(what -> accesses.add(new Access(
                    location(touch),
                    what,
                    what == Effect.READ && touch.key().isEmpty(),
                    touch.columns().contains(Touch.ROW) && what != Effect.READ ? Set.of() : columns(touch),
                    value.get())));
        }
        return accesses.toArray(Access[]::new);
    }

    private static Set<String> columns(Touch touch) {
        return touch.columns().stream()
                .filter(column -> !column.equals(Touch.ROW))
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    private boolean isSelect() {
        String verb = sql.stripLeading().toLowerCase(Locale.ROOT);
        return verb.startsWith("select") || verb.startsWith("with");
    }

    private Effect change() {
        String verb = sql.stripLeading().toLowerCase(Locale.ROOT);
        return verb.startsWith("insert") ? Effect.INSERT : verb.startsWith("delete") ? Effect.DELETE : Effect.WRITE;
    }

    private static Location location(Touch touch) {
        Map<String, String> keys = new TreeMap<>();
        touch.key().ifPresent(key -> key.values().forEach((column, of) -> keys.put(column, String.valueOf(of))));
        return new Location("table " + touch.table(), keys);
    }
}
