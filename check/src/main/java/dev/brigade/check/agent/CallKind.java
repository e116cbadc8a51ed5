package dev.brigade.check.agent;

/** What a call does that matters between threads. */
public enum CallKind {
    /** Reads the receiver's contents. */
    READ,
    /** Changes the receiver's contents, or may. */
    WRITE,
    /** What it returns shows the receiver's contents from then on: an iterator, a view, a stream. */
    VIEW,
    /** What others did before they released, happens before what follows the call. */
    ACQUIRES,
    /** What precedes the call happens before what others do after they acquired. */
    RELEASES,
    /** May wait for other threads without a time limit. */
    BLOCKS,
    /** May wait, but not longer than its argument says. */
    TIMED,
    /** Takes a lock, waiting for it. */
    LOCK,
    /** Takes a lock if it is free, or becomes free in time; the result says whether. */
    TRY_LOCK,
    /** Gives a lock back. */
    UNLOCK,
    /** Waits for a signal, without the lock meanwhile. */
    AWAIT,
    /** Wakes one who waits for a signal, or all. */
    SIGNAL,
    /** {@code LockSupport.park}. */
    PARK,
    /** {@code LockSupport.unpark}; the thread is the argument. */
    UNPARK,
    /** Sleeps. */
    SLEEP,
    /** Lets others run. */
    YIELD,
    /** Starts a thread or a task: the receiver, the argument or the result. */
    START,
    /** Waits for the end of a thread or a task. */
    JOIN,
    /** Is done by the application's own methods, which tell of what they do: it races with nothing by itself. */
    DELEGATES,
    /** Is no call by itself: what it is called on is an argument of one, which reads or changes its contents. */
    ARGUMENT
}
