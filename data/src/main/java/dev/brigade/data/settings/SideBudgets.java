package dev.brigade.data.settings;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.place.Budget;

/**
 * How many connections there may be beside those of the pool. They are opened when they are first needed, and closed when
 * they have rested for a minute.
 *
 * @param separate for {@code Work.separately}
 * @param stream for rows that are read while they are sent to a client
 * @param jobs for looking for jobs that are due, and noting what became of them
 */
public record SideBudgets(int separate, int stream, int jobs) {
    /** 2, 4 and 2. */
    public static final SideBudgets DEFAULT = new SideBudgets(2, 4, 2);

    /** @throws DatabaseException naming the setting that can't be and what it may be */
    public SideBudgets {
        check(Budget.SEPARATE, separate);
        check(Budget.STREAM, stream);
        check(Budget.JOBS, jobs);
    }

    /** With the usual number for jobs. */
    public SideBudgets(int separate, int stream) {
        this(separate, stream, 2);
    }

    private static void check(Budget budget, int size) {
        if (size < 1) {
            throw new DatabaseException(budget.settingOf("") + " is " + size + ". Set it to 1 or more.");
        }
    }
}
