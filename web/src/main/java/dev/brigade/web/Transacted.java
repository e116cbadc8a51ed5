package dev.brigade.web;

import dev.brigade.data.Work;
import org.jspecify.annotations.Nullable;

/**
 * What is done in a transaction outside of any request; it may run more than once.
 *
 * @param <R> what comes of it; {@code null} if nothing does
 */
@FunctionalInterface
public interface Transacted<R extends @Nullable Object> {
    R run(Work work) throws Exception;
}
