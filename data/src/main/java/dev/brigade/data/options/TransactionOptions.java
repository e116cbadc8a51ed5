package dev.brigade.data.options;

/**
 * How a transaction runs.
 *
 * @param isolation what it may see of others
 * @param readOnly whether the database refuses writes in it
 * @param oneStatement whether it is expected to consist of one statement, so that PostgreSQL may be spared BEGIN and COMMIT;
 *     only for one that is read-only. When a second statement comes all the same, the work must be done again without this:
 *     see {@code Transaction.guessedWrong}
 */
public record TransactionOptions(Isolation isolation, boolean readOnly, boolean oneStatement) {
    /** As promised: as if it ran alone. */
    public static final TransactionOptions DEFAULT = new TransactionOptions(Isolation.SERIALIZABLE, false);

    /** As {@link #DEFAULT}, and refusing writes. */
    public static final TransactionOptions READ_ONLY = new TransactionOptions(Isolation.SERIALIZABLE, true);

    /** One view of the rows for as long as it reads them, without what SERIALIZABLE costs those that write meanwhile. */
    public static final TransactionOptions STREAM = new TransactionOptions(Isolation.REPEATABLE_READ, true);

    /** For statements that are right by themselves, and see what others have just committed. */
    public static final TransactionOptions UPKEEP = new TransactionOptions(Isolation.READ_COMMITTED, false);

    /** @throws IllegalArgumentException if it may write and is expected to consist of one statement */
    public TransactionOptions {
        if (oneStatement && !readOnly) {
            throw new IllegalArgumentException(
                    "Only a read-only transaction may be expected to consist of one statement,"
                            + " since it is done again when it does not");
        }
    }

    public TransactionOptions(Isolation isolation, boolean readOnly) {
        this(isolation, readOnly, false);
    }

    public TransactionOptions withIsolation(Isolation other) {
        return new TransactionOptions(other, readOnly, oneStatement);
    }

    public TransactionOptions withReadOnly(boolean value) {
        return new TransactionOptions(isolation, value, oneStatement && value);
    }

    /** The same, expected to consist of one statement or not.
     *
     * @throws IllegalArgumentException if it may write
     */
    public TransactionOptions withOneStatement(boolean value) {
        return new TransactionOptions(isolation, readOnly, value);
    }
}
