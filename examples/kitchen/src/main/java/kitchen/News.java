package kitchen;

import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.EventStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Tells open pages that something has changed. {@code edition} is read and written only under the lock; each page's thread
 * waits in the condition's wait set, without a connection, until there is a newer one than it has sent.
 */
final class News {
    private static final long HEARTBEAT_SECONDS = 15;

    private final NamedLock lock;
    private final NamedCondition isNew;
    private long edition;

    News(NamedLock lock) {
        this.lock = lock;
        this.isNew = lock.condition("there is news");
    }

    void announce() {
        lock.lock();
        try {
            edition++;
            isNew.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends an event for each change, until the browser goes away. */
    void sendTo(EventStream events) throws IOException, InterruptedException {
        long sent = -1;
        while (true) {
            long latest = newerThan(sent);
            if (latest == sent) {
                events.heartbeat();
            } else {
                events.send("changed", latest);
                sent = latest;
            }
        }
    }

    /** The latest edition; the same as {@code sent} if there was no newer one for a while. */
    private long newerThan(long sent) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.SECONDS.toNanos(HEARTBEAT_SECONDS);
            while (edition == sent && left > 0) {
                left = isNew.awaitNanos(left);
            }
            return edition;
        } finally {
            lock.unlock();
        }
    }
}
