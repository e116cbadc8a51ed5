package dev.brigade.data.jdbc;

import java.io.Serial;
import java.time.Duration;
import java.util.List;

/**
 * Goes along with the failure of a statement that waited in vain for what others had locked, as a suppressed exception: so that the
 * failure stays that of the driver, and whoever logs it shows this too. Immutable.
 */
public final class WaitedInVain extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String statement;
    private final Duration waited;
    private final transient List<String> holders;

    /**
     * @param statement its beginning, as {@link SqlText} has it
     * @param holders who held it when that was last looked at; empty if nobody knows
     */
    public WaitedInVain(String statement, Duration waited, List<String> holders) {
        super(text(statement, waited, holders), null, false, false);
        this.statement = statement;
        this.waited = waited;
        this.holders = List.copyOf(holders);
    }

    /** For people. */
    public static String text(String statement, Duration waited, List<String> holders) {
        return "waited " + Durations.seconds(waited.toNanos()) + " in vain for what others have locked"
                + (statement.isEmpty() ? "" : ", in \"" + statement + "\"")
                + (holders.isEmpty() ? ", held by somebody unknown" : ", held by " + String.join(", ", holders));
    }

    public String statement() {
        return statement;
    }

    public Duration waited() {
        return waited;
    }

    public List<String> holders() {
        return holders;
    }
}
