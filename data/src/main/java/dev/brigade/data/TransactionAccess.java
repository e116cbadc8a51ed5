package dev.brigade.data;

/** Lets what lives in this package find the transaction of a {@link Work}. Opaque to all others; confined as the work is. */
public final class TransactionAccess {
    private final Transaction transaction;

    TransactionAccess(Transaction transaction) {
        this.transaction = transaction;
    }

    Transaction transaction() {
        return transaction;
    }
}
