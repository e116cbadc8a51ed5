package dev.brigade.check.agent;

import dev.brigade.check.hooks.Hooks;
import dev.brigade.check.hooks.Probe;
import java.util.ArrayList;
import java.util.List;

/** Writes down the steps of the thread that made it; all others it ignores. */
final class RecordingProbe implements Probe {
    /** What time it always is. */
    static final long MILLIS = 1_000_000_000_123L;

    static final long NANOS = 42;

    private final Thread watched = Thread.currentThread();
    private final List<String> steps = new ArrayList<>();
    private long seeds;

    private RecordingProbe() {}

    /** The steps of {@code program}, in order. */
    static List<String> stepsOf(Program program) {
        RecordingProbe probe = new RecordingProbe();
        Hooks.tell(probe);
        try {
            program.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            Hooks.tell(null);
        }
        return probe.steps;
    }

    /** Code that may throw. */
    interface Program {
        void run() throws Exception;
    }

    @Override
    public void beforeRead(Object owner, int site) {
        add("read " + name(owner, site), site);
    }

    @Override
    public void beforeWrite(Object owner, int site) {
        add("write " + name(owner, site), site);
    }

    @Override
    public void beforeArrayRead(Object array, int index, int site) {
        add("read " + array.getClass().getSimpleName() + " at " + index, site);
    }

    @Override
    public void beforeArrayWrite(Object array, int index, int site) {
        add("write " + array.getClass().getSimpleName() + " at " + index, site);
    }

    @Override
    public void beforeEnter(Object monitor, int site) {
        assertHeld(monitor, false);
        add("before enter " + monitorName(monitor), site);
    }

    @Override
    public void entered(Object monitor, int site) {
        assertHeld(monitor, true);
        add("entered " + monitorName(monitor), site);
    }

    @Override
    public void beforeExit(Object monitor, int site) {
        assertHeld(monitor, true);
        add("before exit " + monitorName(monitor), site);
    }

    @Override
    public void beforeCall(Object receiver, Object argument, int site) {
        add("call " + name(receiver, site) + (argument == null ? "" : " " + argument), site);
    }

    @Override
    public void called(Object receiver, Object result, int site) {
        add("called " + name(receiver, site) + (result == null ? "" : " = " + result), site);
    }

    @Override
    public void threw(Object receiver, Throwable thrown, int site) {
        add("threw " + name(receiver, site) + " " + thrown.getClass().getSimpleName(), site);
    }

    @Override
    public void given(Object object, Object library, int site) {}

    @Override
    public void got(Object object, Object library, int site) {}

    @Override
    public void wakes(Thread thread) {}

    @Override
    public void initialised(int site) {}

    @Override
    public boolean on() {
        return Thread.currentThread() == watched;
    }

    @Override
    public long nanoTime() {
        return on() ? NANOS : System.nanoTime();
    }

    @Override
    public long currentTimeMillis() {
        return on() ? MILLIS : System.currentTimeMillis();
    }

    @Override
    public long seed(long fallback) {
        return on() ? ++seeds : fallback;
    }

    private void add(String step, int site) {
        if (on()) {
            Site at = Sites.of(site);
            assert at.line() > 0 || at.file().isEmpty() : at;
            steps.add(step);
        }
    }

    private void assertHeld(Object monitor, boolean isHeld) {
        if (on() && Thread.holdsLock(monitor) != isHeld) {
            steps.add((isHeld ? "not held: " : "held: ") + monitorName(monitor));
        }
    }

    private static String name(Object receiver, int site) {
        Site at = Sites.of(site);
        String simple = at.owner()
                .substring(Math.max(at.owner().lastIndexOf('.'), at.owner().lastIndexOf('$')) + 1);
        return (receiver == null ? "static " : "") + simple + "." + at.member()
                + (at.isVolatile() ? " (volatile)" : "");
    }

    private static String monitorName(Object monitor) {
        return monitor instanceof Class<?> type
                ? "class " + type.getSimpleName()
                : monitor.getClass().getSimpleName();
    }
}
