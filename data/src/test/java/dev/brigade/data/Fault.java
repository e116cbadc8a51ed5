package dev.brigade.data;

/** How a JDBC call fails in a test. */
public enum Fault {
    /** The database refuses the statement and the connection is as good as before. */
    REFUSED,
    /** The connection is lost before the call reaches the database. */
    LOST_BEFORE,
    /** The database does what is asked, and the connection is lost before it says so. */
    LOST_AFTER,
    /** The driver fails in its own ways. */
    RUNTIME_EXCEPTION,
    /** The virtual machine does. */
    ERROR;

    /** The error of {@link #ERROR}. */
    public static final class MadeUp extends Error {
        private static final long serialVersionUID = 1L;

        MadeUp(String message) {
            super(message);
        }
    }
}
