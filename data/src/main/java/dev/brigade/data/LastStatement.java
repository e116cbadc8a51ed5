package dev.brigade.data;

import dev.brigade.data.jdbc.SqlText;
import java.util.OptionalInt;

/**
 * A statement that was declared to be the last of its transaction, and travels with the COMMIT: see {@link Work#finish}.
 * Confined to the thread of its work.
 */
public final class LastStatement {
    private final String sql;
    private final Object[] args;
    private OptionalInt rows = OptionalInt.empty();
    private boolean undone;

    LastStatement(String sql, Object[] args) {
        this.sql = sql;
        this.args = args.clone();
    }

    /**
     * How many rows it changed, or returned, if it returns any; for a hook of {@link Work#afterCommit}.
     *
     * @throws IllegalStateException before the commit, or if it was undone with the part ({@code inTransaction}) in which it was declared
     */
    public int rows() {
        if (undone) {
            throw new IllegalStateException("\"" + SqlText.brief(sql)
                    + "\" was undone with the part of its transaction in which it was declared, and has not run.");
        }
        return rows.orElseThrow(() -> new IllegalStateException("\"" + SqlText.brief(sql)
                + "\" has not run yet: it travels with the COMMIT. Ask for its rows in afterCommit, or run it with"
                + " db().execute(…)."));
    }

    String sql() {
        return sql;
    }

    Object[] args() {
        return args;
    }

    void undone() {
        undone = true;
    }

    void changed(int count) {
        rows = OptionalInt.of(count);
    }
}
