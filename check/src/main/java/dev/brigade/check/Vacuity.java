package dev.brigade.check;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * Whether an exploration is vacuous: no request was done in any run, only refused, so that it proves nothing. Written by the explored
 * threads, which run one at a time, and read after them: a concurrent map, and a flag that is only ever set.
 */
final class Vacuity {
    private static final int FIRST_REFUSAL = 400;

    private final Map<String, Integer> statuses = new ConcurrentSkipListMap<>();
    private volatile boolean anyDone;

    /** {@code request} was answered with {@code status}. */
    void answered(String request, int status) {
        if (status < FIRST_REFUSAL) {
            anyDone = true;
        } else if (!anyDone) {
            statuses.put(request, status);
        }
    }

    /** Why it proves nothing, in words for people; empty if a request was done. */
    Optional<String> reason() {
        if (anyDone || statuses.isEmpty()) {
            return Optional.empty();
        }
        String answers = statuses.entrySet().stream()
                .map(one -> one.getKey() + " was answered " + one.getValue())
                .collect(Collectors.joining(", "));
        return Optional.of("No request was let in, in any run: " + answers
                + ". So nothing but refusals was explored. Give the requests what they lack, such as a cookie, or rows by"
                + " given(…); or say refusalsToo() if refusals are what you want to explore.");
    }
}
