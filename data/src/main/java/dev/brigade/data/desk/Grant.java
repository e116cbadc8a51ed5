package dev.brigade.data.desk;

import dev.brigade.data.connections.Pooled;

/** What the desk gives to one who waits. */
sealed interface Grant {
    Grant PERMIT = new Permit();

    /** A permit with a connection. */
    record Handed(Pooled pooled) implements Grant {}

    /** A permit; the connection is still to be taken out of its source. */
    record Permit() implements Grant {}

    /** The desk closed. */
    record Closed() implements Grant {}
}
