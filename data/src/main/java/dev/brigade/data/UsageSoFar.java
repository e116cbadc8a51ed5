package dev.brigade.data;

import dev.brigade.data.desk.Lease;
import dev.brigade.threads.Activity;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has asked of its connection so far, and with it whether it can be one statement by itself.
 *
 * <p>If the lease says so, there is no transaction, and the first statement runs by itself. Whatever else is asked of the connection
 * then finds out here: before that statement has run, a transaction is begun after all and nothing is lost; after it, {@link
 * GuessedWrong} is thrown, now and at each further use.
 *
 * <p>Confined to the transaction's thread.
 */
final class UsageSoFar {
    private final Activity activity;
    private int statements;
    private int asked;
    private boolean onlyStatements = true; // nothing but plain statements was asked of the connection
    private boolean guessedWrong;

    UsageSoFar(Activity activity) {
        this.activity = activity;
    }

    /** Before a statement is sent. */
    void refuseSecond(Lease lease) {
        if (statements > 0 && lease.oneStatement()) {
            throw guessedWrong();
        }
    }

    /** A statement is sent. */
    void sends() {
        statements++;
        asked++;
    }

    /** More than a statement by itself comes next: see {@link dev.brigade.data.confined.Confinement#needsTransaction}. */
    void needsTransaction(@Nullable Lease lease) throws SQLException {
        onlyStatements = false;
        asked++;
        if (lease == null || !lease.oneStatement()) {
            return;
        }
        if (statements > 0) {
            throw guessedWrong();
        }
        lease.beginTransaction();
    }

    private GuessedWrong guessedWrong() {
        guessedWrong = true;
        return new GuessedWrong(activity.name());
    }

    /** Whether a statement ran by itself that was not the only one. */
    boolean isGuessedWrong() {
        return guessedWrong;
    }

    /** Whether nothing but plain statements was asked for. */
    boolean isOnlyStatements() {
        return onlyStatements;
    }

    /** How many statements were sent to the database. */
    int sent() {
        return statements;
    }

    /** How often something was asked of the connection that may have reached the database; 0 if nothing has. */
    int asked() {
        return asked;
    }

    Usage summary() {
        if (!onlyStatements || statements > 1 || guessedWrong) {
            return Usage.MORE;
        }
        return statements == 0 ? Usage.NOTHING : Usage.ONE_STATEMENT;
    }
}
