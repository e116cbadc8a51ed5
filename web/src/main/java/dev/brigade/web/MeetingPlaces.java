package dev.brigade.web;

import dev.brigade.data.ClusterCondition;
import dev.brigade.data.ClusterLock;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.KeyedLock;
import dev.brigade.threads.KeyedLocks;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedReadWriteLock;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.Shared;
import dev.brigade.web.options.RouteDefaults;
import java.net.http.HttpClient;
import java.util.List;

/**
 * What the threads of an {@link App} share, each by its name; some of it with other nodes. Declared by the one thread that builds the
 * application, and asked for by any.
 */
public abstract sealed class MeetingPlaces extends Routes permits App {
    private final String name;
    private final SharedThings things = new SharedThings();

    MeetingPlaces(String name) {
        super("", List.of(), RouteDefaults.NONE);
        this.name = name;
    }

    /** The name of the application. */
    public String name() {
        return name;
    }

    /**
     * The lock of that name, fair: who waits longest goes next. Asked for again, it is the same lock. Safe from any thread, as are
     * the other methods for what threads share.
     *
     * @throws IllegalStateException if another kind of lock has that name
     */
    public NamedLock lock(String lockName) {
        return things.lock(lockName);
    }

    /** The lock of a key, of the family {@link #locks(String)} of that name: {@code dish[42]}. */
    public KeyedLock lock(String family, Object key) {
        return things.locks(family).of(key);
    }

    /**
     * A lock that all nodes of this application share, on its main database: {@code billing.hold(rq)} keeps it until after the
     * commit.
     */
    public ClusterLock clusterLock(String lockName) {
        return new ClusterLock(name, lockName);
    }

    /**
     * A condition of the rows of the main database, at which requests of all nodes of this application can wait until another has
     * changed them and signals it.
     */
    public ClusterCondition clusterCondition(String conditionName) {
        return new ClusterCondition(name, conditionName);
    }

    /**
     * A family of locks, one for each key, fair; made when needed and forgotten after that. All keys are of the type of the
     * first.
     */
    public KeyedLocks<Object> locks(String family) {
        return things.locks(family);
    }

    /** A family of locks for keys of {@code keyType}, as {@link #locks(String)}. */
    public <K> KeyedLocks<K> locks(String family, Class<K> keyType) {
        return things.locks(family, keyType);
    }

    /** The lock of that name which many may hold to read or one to write, fair. Asked for again, it is the same lock. */
    public NamedReadWriteLock rwLock(String lockName) {
        return things.rwLock(lockName);
    }

    /**
     * A value that threads reach only under its lock.
     *
     * @throws IllegalStateException if there is one of that name: keep what the first call returned
     */
    public <T> Shared<T> shared(String valueName, T value) {
        return things.shared(valueName, value);
    }

    /**
     * The semaphore of that name, fair. Asked for again, it is the same semaphore.
     *
     * @throws IllegalStateException if it was declared with another number of permits
     */
    public NamedSemaphore semaphore(String semaphoreName, int permits) {
        return things.semaphore(semaphoreName, permits);
    }

    /**
     * The bounded queue of that name, first in first out. Asked for again, it is the same queue.
     *
     * @param itemType what it holds
     * @param capacity a thread that puts one more waits
     * @throws IllegalStateException if it was declared with another type or capacity
     */
    public <T> BoundedQueue<T> queue(String queueName, Class<T> itemType, int capacity) {
        return things.queue(queueName, itemType, capacity);
    }

    /** As {@link #http(HttpClient)}, with a client of the JDK as it comes. */
    public HttpClient http() {
        return http(HttpClient.newHttpClient());
    }

    /**
     * A client that sends with {@code client} and shows whom a request waits for; other clients' calls are not seen. Made
     * once, for all requests.
     */
    public HttpClient http(HttpClient client) {
        return new AnnouncingHttpClient(client);
    }

    /** What its threads share, as far as it is declared at this moment. Safe from any thread. */
    List<MeetingPoint> points() {
        return things.points();
    }
}
