package dev.brigade.check.schedule;

import java.util.Optional;

/**
 * A thread that could not go on, and at what. It is remembered at that moment, before what others have is given back.
 *
 * @param task the thread
 * @param operation what it was about to do, or waits in the middle of
 * @param hasBegun whether it had begun to do it
 * @param obstacle who had what it waited for, for people; empty if nobody had, or it is unknown
 */
public record Waiting(Task task, Operation operation, boolean hasBegun, Optional<String> obstacle) {

    static Waiting of(Task task) {
        Operation next = task.next;
        return new Waiting(
                task,
                next == null ? task.last : next.whole(),
                next == null,
                task.next().obstacle().or(() -> task.last.obstacle()));
    }

    /** For people: {@code POST /bake waits for lock "oven", held by POST /cool, at Kitchen.bake(Kitchen.java:12)}. */
    public String text() {
        String where = operation.where();
        String what = operation.text();
        return task.name() + " waits "
                + obstacle.map(held -> "for " + held)
                        .orElseGet(() -> what.startsWith("waits ") ? what.substring("waits ".length()) : "in " + what)
                + (where.isEmpty() ? "" : ", at " + where);
    }
}
