package dev.brigade.data;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Which JDBC call shall fail: counts the calls of certain threads, and fails at most one of them. Safe from any thread.
 */
public final class FaultPlan {
    /** Fails nothing and counts nothing. */
    static final FaultPlan NONE = new FaultPlan(_ -> false, 0, Fault.REFUSED);

    private final Predicate<Thread> whose;
    private final int at;
    private final Fault fault;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private FaultPlan(Predicate<Thread> whose, int at, Fault fault) {
        this.whose = whose;
        this.at = at;
        this.fault = fault;
    }

    /** Only counts. */
    public static FaultPlan counting(Predicate<Thread> whose) {
        return new FaultPlan(whose, 0, Fault.REFUSED);
    }

    /** Fails the {@code at}-th call, counted from 1. */
    public static FaultPlan failing(Predicate<Thread> whose, int at, Fault fault) {
        return new FaultPlan(whose, at, fault);
    }

    /** The calls so far: {@code PreparedStatement.execute}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** A call of the current thread; the fault if it shall fail. */
    synchronized Optional<Fault> call(String name) {
        if (!whose.test(Thread.currentThread())) {
            return Optional.empty();
        }
        calls.add(name);
        return calls.size() == at ? Optional.of(fault) : Optional.empty();
    }
}
