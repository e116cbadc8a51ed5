package dev.brigade.web.logging;

import dev.brigade.web.engine.Fields;

/** What became of a request once its activity has ended; a whole answer is still to be sent then. */
public sealed interface Outcome {

    /** A whole answer, to be sent. Nobody changes it any more. */
    record Answer(int status, Fields headers, byte[] body) implements Outcome {}

    /** An answer that was streamed by the request's own thread, to its end. */
    record Streamed(int status) implements Outcome {}

    /** No answer can be sent (any more): the client has gone away, or the stream failed on its way. */
    record Broken(int status) implements Outcome {}

    int status();
}
