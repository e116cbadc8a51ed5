package dev.brigade.data.settings;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.place.Budget;

/**
 * How many connections there may be beside those of the pool. They are opened when they are first needed, and closed when
 * they have rested for a minute.
 *
 * @param separate for {@code Work.separately}
 * @param stream for rows that are read while they are sent to a client
 */
public record SideBudgets(int separate, int stream) {
    /** 2 and 4. */
    public static final SideBudgets DEFAULT = new SideBudgets(2, 4);

    /** @throws DatabaseException naming the setting that can't be and what it may be */
    public SideBudgets {
        check(Budget.SEPARATE, separate);
        check(Budget.STREAM, stream);
    }

    private static void check(Budget budget, int size) {
        if (size < 1) {
            throw new DatabaseException(budget.setting() + " is " + size + ". Set it to 1 or more.");
        }
    }
}
