package dev.brigade.threads;

/**
 * A place where one thread can meet another: a lock, a condition, a queue, a pool of connections, a database.
 *
 * <p>A resource is a meeting point, and announces on the current {@link Activity} what happens at it. Whoever wants to
 * see, guard or explore threads reads only these announcements, so a new kind of resource gets all three by making them.
 * Implementations are safe from any thread and have identity: two points of the same name are two points.
 */
public interface MeetingPoint {

    /** What kind of resource this is. */
    Kind kind();

    /** The name that its application gave it, for people: {@code oven}, {@code main}. */
    String name();

    /** The kinds of resource at which threads meet. */
    enum Kind {
        LOCK,
        CONDITION,
        SEMAPHORE,
        QUEUE,
        POOL,
        DATABASE
    }
}
