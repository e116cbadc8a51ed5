package dev.brigade.data.jdbc;

import java.io.Serial;

/** Goes along with the failure of a statement, as a suppressed exception, and says which it was: the driver does not. Immutable. */
public final class InStatement extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String statement;

    public InStatement(String sql) {
        super("in \"" + SqlText.brief(sql) + "\"", null, false, false);
        this.statement = SqlText.brief(sql);
    }

    /** Its beginning. */
    public String statement() {
        return statement;
    }
}
