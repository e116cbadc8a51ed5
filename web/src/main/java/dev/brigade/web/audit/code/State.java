package dev.brigade.web.audit.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known before an instruction: values of the local variables and of the stack, by slots (a long or a double takes
 * two), and the locks that are held whatever way led here. Confined to the thread that analyses.
 */
final class State {
    private static final int MOST_HOLDS = 8;

    private final Value[] locals;
    private final List<Value> stack;
    private final Map<HeldLock, Integer> locks;

    State(int maxLocals) {
        locals = new Value[maxLocals];
        Arrays.fill(locals, Value.Unknown.VALUE);
        stack = new ArrayList<>();
        locks = new HashMap<>();
    }

    private State(Value[] locals, List<Value> stack, Map<HeldLock, Integer> locks) {
        this.locals = locals;
        this.stack = stack;
        this.locks = locks;
    }

    State copy() {
        return new State(locals.clone(), new ArrayList<>(stack), new HashMap<>(locks));
    }

    /** As it is when an exception has been caught. */
    State caught() {
        State state = copy();
        state.stack.clear();
        state.stack.add(Value.Unknown.VALUE);
        return state;
    }

    /** Makes it what is so here and in {@code other}, where two ways meet; whether that changed anything. */
    boolean meet(State other) {
        boolean changed = false;
        for (int i = 0; i < locals.length; i++) {
            Value met = Value.meet(locals[i], other.locals[i]);
            changed |= !met.equals(locals[i]);
            locals[i] = met;
        }
        for (int i = 0; i < stack.size(); i++) {
            Value met = Value.meet(stack.get(i), other.stack.get(i));
            changed |= !met.equals(stack.set(i, met));
        }
        for (var lock : List.copyOf(locks.entrySet())) {
            int held = Math.min(lock.getValue(), other.locks.getOrDefault(lock.getKey(), 0));
            if (held < lock.getValue()) {
                changed = true;
                set(lock.getKey(), held);
            }
        }
        return changed;
    }

    Value local(int slot) {
        return locals[slot];
    }

    void local(int slot, Value value) {
        locals[slot] = value;
    }

    void push(Value value, int slots) {
        for (int i = 0; i < slots; i++) {
            stack.add(value);
        }
    }

    Value pop(int slots) {
        Value value = Value.Unknown.VALUE;
        for (int i = 0; i < slots; i++) {
            value = stack.removeLast();
        }
        return value;
    }

    /** Puts a copy of the upper {@code count} slots below the {@code under} slots that are below them. */
    void dup(int count, int under) {
        int size = stack.size();
        stack.addAll(size - count - under, List.copyOf(stack.subList(size - count, size)));
    }

    void acquire(HeldLock lock) {
        if (isKnown(lock)) {
            set(lock, Math.min(MOST_HOLDS, locks.getOrDefault(lock, 0) + 1));
        }
    }

    /** Lets go once. If it is not known of which lock, then it may have been of any. */
    void release(HeldLock lock) {
        if (!isKnown(lock)) {
            locks.keySet().removeIf(held -> held.monitor() == lock.monitor());
        } else {
            set(lock, locks.getOrDefault(lock, 0) - 1);
        }
    }

    private static boolean isKnown(HeldLock lock) {
        return !(lock.lock() instanceof Value.Unknown || lock.lock() instanceof Value.OneOf);
    }

    Set<HeldLock> held() {
        return Set.copyOf(locks.keySet());
    }

    private void set(HeldLock lock, int times) {
        if (times > 0) {
            locks.put(lock, times);
        } else {
            locks.remove(lock);
        }
    }
}
