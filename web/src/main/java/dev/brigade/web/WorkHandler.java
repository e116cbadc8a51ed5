package dev.brigade.web;

import dev.brigade.data.Work;

/** What is done in a transaction that no request asks for: at start, at the end, every so often. */
@FunctionalInterface
public interface WorkHandler {
    void handle(Work work) throws Exception;
}
