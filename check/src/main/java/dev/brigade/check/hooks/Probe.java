package dev.brigade.check.hooks;

/**
 * Who is told of the steps of instrumented code while an exploration runs. Each method is called on the thread that makes the
 * step. A {@code site} is the number that the agent gave to the place in the code; it knows class, method, line and what is
 * accessed there. A method whose name says {@code before} may let other threads run before it returns, or throw to end its thread;
 * but not {@link #beforeExit}, which must never throw: the monitor would stay locked.
 */
public interface Probe {

    /** A field of {@code owner} is about to be read; {@code owner} is null for a static field. */
    void beforeRead(Object owner, int site);

    /** A field of {@code owner} is about to be written; {@code owner} is null for a static field. */
    void beforeWrite(Object owner, int site);

    /** An element of an array is about to be read. */
    void beforeArrayRead(Object array, int index, int site);

    /** An element of an array is about to be written. */
    void beforeArrayWrite(Object array, int index, int site);

    /** A monitor is about to be entered, by a block or by a synchronized method. */
    void beforeEnter(Object monitor, int site);

    /** A monitor has been entered. */
    void entered(Object monitor, int site);

    /** A monitor is about to be left, also because of an exception. */
    void beforeExit(Object monitor, int site);

    /**
     * A method of the JDK that matters between threads is about to be called: of {@code java.util.concurrent}, of a collection, of
     * {@code Thread}, {@code wait} and {@code notify}.
     *
     * @param receiver null for a static method, unless it works on its first argument as {@code Collections.sort} does: then that is
     *     passed here and {@code argument} is null
     * @param argument the first argument if it is a reference, otherwise null
     */
    void beforeCall(Object receiver, Object argument, int site);

    /**
     * That method has returned.
     *
     * @param result null if it returns nothing or a primitive other than boolean; a boolean boxed
     */
    void called(Object receiver, Object result, int site);

    /** That method has thrown. */
    void threw(Object receiver, Throwable thrown, int site);

    /**
     * An object is about to be given to code that tells of nothing: of a library, or behind a function.
     *
     * @param library what is called, if it is known by an interface only, which the application may implement too; otherwise null
     */
    void given(Object object, Object library, int site);

    /** An object has come out of such code, on this thread or another. */
    void got(Object object, Object library, int site);

    /** The initialiser of a class has ended. */
    void initialised(int site);

    /** The current thread starts a platform thread, or lets one go on. */
    void wakes(Thread thread);

    /** Whether the current thread is under exploration: only then time and randomness are the run's. */
    boolean on();

    /** {@link System#nanoTime()} for the current thread. */
    long nanoTime();

    /** {@link System#currentTimeMillis()} for the current thread. */
    long currentTimeMillis();

    /** A seed for a source of random numbers that the current thread makes, or {@code fallback} if it is not under exploration. */
    long seed(long fallback);
}
