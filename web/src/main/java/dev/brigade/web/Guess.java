package dev.brigade.web;

import dev.brigade.data.Usage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The guess that a request of a route will send one statement, so that PostgreSQL may be spared BEGIN and COMMIT. Made after
 * so many requests in a row have done just that; forgotten as soon as one does more, which then runs again, and made anew
 * only after four times as many.
 *
 * <p>Shared by all requests of the route. {@code made} is the guess; whoever reads it a moment late only has a transaction
 * more than needed, or runs once more than needed, since what a request does is found out from its connection, never from
 * here. {@code inARow} counts while there is no guess; {@code enough} is guarded by this object, as is each change of {@code
 * made}, so that many that were wrong at once are one mistake.
 */
final class Guess {
    private static final int FIRST = 32;
    private static final int FACTOR = 4;
    private static final int MOST = 1 << 20;

    private final boolean allowed;
    private final AtomicInteger inARow = new AtomicInteger();
    private final LongAdder right = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private int enough = FIRST;
    private volatile boolean made;

    /** @param allowed whether it is ever made */
    Guess(boolean allowed) {
        this.allowed = allowed;
    }

    boolean isAllowed() {
        return allowed;
    }

    /** Whether it is made at this moment. */
    boolean isMade() {
        return made;
    }

    /** How many requests ran so that it was right. */
    long right() {
        return right.sum();
    }

    /** How many requests had to run again because it was wrong. */
    long wrong() {
        return wrong.sum();
    }

    /** After a run that committed, made {@code withGuess} or in a transaction. */
    void learn(boolean withGuess, Usage usage) {
        if (!allowed || usage == Usage.NOTHING) {
            return;
        }
        if (withGuess) {
            if (usage == Usage.ONE_STATEMENT) {
                right.increment();
            } else { // found out before its first statement, so that no second run was needed
                forget();
            }
        } else if (!made) {
            learn(usage);
        }
    }

    /** A run found out after its first statement that there are more. */
    void wasWrong() {
        wrong.increment();
        forget();
    }

    private void learn(Usage usage) {
        if (usage != Usage.ONE_STATEMENT) {
            inARow.set(0);
        } else if (inARow.incrementAndGet() >= enoughNow()) {
            make();
        }
    }

    private synchronized int enoughNow() {
        return enough;
    }

    private synchronized void make() {
        made = true;
    }

    private synchronized void forget() {
        if (made) {
            made = false;
            inARow.set(0);
            enough = Math.min(MOST, enough * FACTOR);
        }
    }
}
