package dev.brigade.threads;

import java.util.Optional;

/**
 * A signal that came when nobody was in the wait set.
 *
 * @param by who signalled
 * @param where in which line of the application
 */
public record UnheardSignal(Activity by, Optional<StackTraceElement> where) {}
