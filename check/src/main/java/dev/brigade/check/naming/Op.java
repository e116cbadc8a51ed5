package dev.brigade.check.naming;

/**
 * One access at its place in the run.
 *
 * @param at the index of its step
 * @param seenFrom the index from which on others see it, if it writes
 * @param looksFrom the index of which its view is, if it reads
 * @param isVoid whether its transaction was rolled back
 * @param isAtomic whether its step also reads what it writes, or writes what it reads
 */
record Op(int at, Event event, Access access, int seenFrom, int looksFrom, boolean isVoid, boolean isAtomic) {
    int thread() {
        return event.thread();
    }

    boolean isRead() {
        return access.isRead();
    }

    boolean meets(Op other) {
        return access.meets(other.access);
    }
}
