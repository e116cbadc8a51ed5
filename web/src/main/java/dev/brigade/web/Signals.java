package dev.brigade.web;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. A shutdown hook would do to stop in order, but not to end with exit code 0 after
 * SIGTERM, as process managers expect.
 *
 * <p>{@code sun.misc.Signal} is an API of the JDK's module {@code jdk.unsupported}, exported to all, but javac warns of it in
 * a way that can't be suppressed; hence the reflection.
 */
final class Signals {
    private Signals() {}

    /** Runs {@code action} on a thread of the JDK's each time this process gets the signal; in place of what was done before. */
    static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            InvocationHandler handler = (_, method, _) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            Object proxy = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, handler);
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JDK does not let SIG" + name + " be handled", e);
        }
    }
}
