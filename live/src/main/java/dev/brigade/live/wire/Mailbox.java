package dev.brigade.live.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is on its way to one browser: at first all that there is, then changes. A browser that does not keep up loses the changes
 * that it has not taken, and gets all that there is again; so what is kept for it is bounded, and whoever puts never waits.
 *
 * <p>All is guarded by {@code lock}, which is held only to look into the box.
 */
public final class Mailbox {
    static final int MOST_MESSAGES = 16;
    static final int MOST_CHARS = 2_000_000;

    /**
     * A message.
     *
     * @param type {@code state} or {@code delta}
     * @param data JSON
     */
    public record Message(String type, String data) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<Message> messages = new ArrayDeque<>();
    private int chars;
    private boolean needsWhole = true;
    private boolean waiting;

    /** Whether it must get all that there is before any change makes sense to it, and is there to take it. */
    boolean asksForWhole() {
        lock.lock();
        try {
            return needsWhole && waiting;
        } finally {
            lock.unlock();
        }
    }

    /** All that there is, in place of what it has not taken. */
    void putWhole(String json) {
        lock.lock();
        try {
            empty();
            needsWhole = false;
            add(new Message("state", json));
        } finally {
            lock.unlock();
        }
    }

    /** A change; dropped with all that is in the box if that is too much. */
    void putChange(String json) {
        lock.lock();
        try {
            if (needsWhole) {
                return;
            }
            if (messages.size() >= MOST_MESSAGES || (chars + json.length() > MOST_CHARS && !messages.isEmpty())) {
                empty();
                needsWhole = true;
                return;
            }
            add(new Message("delta", json));
        } finally {
            lock.unlock();
        }
    }

    /** The next message; empty if there was none for so long. */
    public Optional<Message> take(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            waiting = true;
            try {
                while (messages.isEmpty() && left > 0) {
                    left = filled.awaitNanos(left);
                }
            } finally {
                waiting = false;
            }
            Optional<Message> next = Optional.ofNullable(messages.poll());
            next.ifPresent(message -> chars -= message.data().length());
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** A change is lost: it must get all that there is again. */
    void hasMissed() {
        lock.lock();
        try {
            empty();
            needsWhole = true;
        } finally {
            lock.unlock();
        }
    }

    private void add(Message message) {
        messages.add(message);
        chars += message.data().length();
        filled.signal();
    }

    private void empty() {
        messages.clear();
        chars = 0;
    }
}
