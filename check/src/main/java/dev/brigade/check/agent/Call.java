package dev.brigade.check.agent;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What one method of the JDK does that matters between threads. Immutable. */
public final class Call {
    /** What is no call. */
    static final Call NONE = new Call("", "", "", Set.of());

    private final String method;
    private final String descriptor;
    private final String key;
    private final Set<CallKind> kinds = EnumSet.noneOf(CallKind.class);
    private final boolean dependsOnReceiver;

    private final boolean isStatic;

    Call(String owner, String method, String descriptor, Set<CallKind> kinds) {
        this(method, descriptor, kinds, owner.matches("java\\.util\\.[^.]+|java\\.lang\\.Iterable"), false);
    }

    private Call(String method, String descriptor, Set<CallKind> kinds, boolean dependsOnReceiver, boolean isStatic) {
        this.method = method;
        this.descriptor = descriptor;
        this.key = method + descriptor;
        this.kinds.addAll(kinds);
        this.dependsOnReceiver = dependsOnReceiver;
        this.isStatic = isStatic;
    }

    /** The same, where it is a static method and what it does happens to its first argument, which may be safe between threads. */
    Call ofArgument() {
        return new Call(method, descriptor, kinds, true, true);
    }

    /** The same, called by {@code super.}: whatever the receiver's class makes of it, this is what runs. */
    Call ofSuper() {
        return new Call(method, descriptor, kinds, false, isStatic);
    }

    /** The same, which does this too. */
    Call with(CallKind... others) {
        Set<CallKind> more = EnumSet.copyOf(kinds);
        more.addAll(List.of(others));
        return new Call(method, descriptor, more, dependsOnReceiver, isStatic);
    }

    /** The same, where it changes what it reads elsewhere. */
    Call changing() {
        Set<CallKind> changed = EnumSet.copyOf(kinds);
        changed.remove(CallKind.READ);
        changed.add(CallKind.WRITE);
        return new Call(method, descriptor, changed, dependsOnReceiver, isStatic);
    }

    /** Whether it does this. */
    public boolean is(CallKind kind) {
        return kinds.contains(kind);
    }

    /** All that it does. */
    public Set<CallKind> kinds() {
        return Collections.unmodifiableSet(kinds);
    }

    /** Whether it has a parameter of a class, by its internal name. */
    public boolean takes(String type) {
        return descriptor.substring(0, descriptor.indexOf(')') + 1).contains("L" + type + ";");
    }

    /** Whether it is given a function, which it may call. */
    public boolean takesFunction() {
        return descriptor.contains("Ljava/util/function/");
    }

    /** Whether it returns nothing. */
    boolean isVoid() {
        return descriptor.endsWith(")V");
    }

    String method() {
        return method;
    }

    String descriptor() {
        return descriptor;
    }

    String key() {
        return key;
    }

    /** Whether it is {@link #ofArgument}. */
    boolean isStatic() {
        return isStatic;
    }

    /** Whether classes inherit the method of which some are safe between threads and some are not. */
    boolean dependsOnReceiver() {
        return dependsOnReceiver;
    }

    @Override
    public String toString() {
        return key + " " + kinds();
    }
}
