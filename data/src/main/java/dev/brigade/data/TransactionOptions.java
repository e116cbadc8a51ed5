package dev.brigade.data;

/**
 * How a transaction runs.
 *
 * @param isolation what it may see of others
 * @param readOnly whether the database refuses writes in it
 */
public record TransactionOptions(Isolation isolation, boolean readOnly) {
    /** As promised: as if it ran alone. */
    public static final TransactionOptions DEFAULT = new TransactionOptions(Isolation.SERIALIZABLE, false);

    /** As {@link #DEFAULT}, and refusing writes. */
    public static final TransactionOptions READ_ONLY = new TransactionOptions(Isolation.SERIALIZABLE, true);

    public TransactionOptions withIsolation(Isolation other) {
        return new TransactionOptions(other, readOnly);
    }

    public TransactionOptions withReadOnly(boolean value) {
        return new TransactionOptions(isolation, value);
    }
}
