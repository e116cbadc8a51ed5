package dev.brigade.data;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.DeadlockException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The transactions that one transaction has begun in other databases of its application, in the order of their first use. What is
 * committed in several of them is not committed at once: each says what then is known.
 *
 * <p>Confined to the transaction's thread, apart from {@link #cancelStatements} and {@link #rowHolders}: for these the map is replaced and never changed.
 */
final class FurtherTransactions {
    private final Activity activity;
    private final Map<String, Database> databases;
    private volatile Map<String, Transaction> begun = Map.of();
    private boolean anyCommitted;

    /** @param databases those that there are, by their names */
    FurtherTransactions(Activity activity, Map<String, Database> databases) {
        this.activity = activity;
        this.databases = databases;
    }

    /**
     * The one in the database of that name, begun if need be.
     *
     * @throws IllegalArgumentException if there is no such database
     */
    Transaction in(String name, TransactionOptions options) {
        Transaction known = begun.get(name);
        if (known != null) {
            return known;
        }
        Database database = databases.get(name);
        if (database == null) {
            throw new IllegalArgumentException(activity.name() + " asks for database \"" + name + "\", but "
                    + (databases.isEmpty()
                            ? "this transaction is of the main one alone: a separate one always is, and a look at a cluster condition"
                                    + " (ask the request itself, outside of it), and each if the application has none with a name"
                            : "the application has only " + String.join(", ", databases.keySet()))
                    + ". Declare it: app.database(\"" + name + "\", url).");
        }
        Transaction first = database.begin(activity, options);
        Map<String, Transaction> more = new LinkedHashMap<>(begun);
        more.put(name, first);
        begun = more;
        return first;
    }

    /**
     * Looks for those that are known to refuse their commit.
     *
     * @throws CommitFailedException if one is; the others have not ended
     */
    void refuseIfUndone() {
        begun.values().forEach(Transaction::refuseIfUndone);
    }

    /**
     * Commits one after the other. Once one has that was used, the work is done, if only in part, and nobody may do it again.
     *
     * @param done whether the work is done in part already, elsewhere
     * @throws CommitFailedException if one does not commit; its outcome counts as unknown if the work is done in part
     * @throws DeadlockException if one was the victim of one, and nothing is done
     */
    void commitAfter(boolean done) {
        for (Map.Entry<String, Transaction> other : begun.entrySet()) {
            boolean used = other.getValue().isLeased();
            try {
                other.getValue().commit();
                anyCommitted |= used;
            } catch (CommitFailedException | DeadlockException failure) {
                if (!done && !anyCommitted) {
                    throw failure;
                }
                throw CommitFailedException.inPart(
                        activity.name() + " has committed, but not in its database \"" + other.getKey() + "\": "
                                + Failures.reason(failure) + " Look at the rows of both.",
                        failure);
            }
        }
    }

    /** Whether one that was used has committed. */
    boolean anyCommitted() {
        return anyCommitted;
    }

    /** Commits one after the other, before one that can still be rolled back: if one fails all is done again, also what is committed. */
    void commitBefore() {
        begun.values().forEach(Transaction::commit);
    }

    /** Does nothing to those that have ended. */
    void rollBack() {
        begun.values().forEach(Transaction::rollback);
    }

    /** Cancels what runs in them at this moment; false if nothing does. Safe from any thread. */
    boolean cancelStatements() {
        boolean cancelled = false;
        for (Transaction other : begun.values()) {
            cancelled |= other.cancelStatement();
        }
        return cancelled;
    }

    /** Who holds the rows that the statement of one of them waits for. Safe from any thread. */
    List<String> rowHolders() {
        return begun.values().stream()
                .flatMap(other -> other.rowHolders().stream())
                .toList();
    }
}
