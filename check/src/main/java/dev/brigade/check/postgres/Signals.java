package dev.brigade.check.postgres;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** POSIX signals to the processes of a server that the explorer has started, by the C library's {@code kill}. Safe from any thread. */
enum Signals {
    /** Stop until {@link #CONTINUE}: takes effect before the process executes anything more that it was not executing already. */
    STOP(19, 17),
    CONTINUE(18, 19),
    /** PostgreSQL cancels the statement; the same as {@code pg_cancel_backend}. */
    CANCEL(2, 2),
    /** PostgreSQL ends the session; the same as {@code pg_terminate_backend}. */
    TERMINATE(15, 15);

    private static final boolean MAC = System.getProperty("os.name").startsWith("Mac");
    private static final MethodHandle KILL = kill();

    private final int linux;
    private final int mac;

    Signals(int linux, int mac) {
        this.linux = linux;
        this.mac = mac;
    }

    @SuppressWarnings("restricted") // what a JVM is told with --enable-native-access
    private static MethodHandle kill() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup()
                        .find("kill")
                        .orElseThrow(() -> new IllegalStateException(
                                "Explorations with PostgreSQL stop and continue its processes, for which "
                                        + System.getProperty("os.name")
                                        + " has no kill(2). Run them on Linux or macOS.")),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    /** Returns whether there is such a process. */
    boolean send(int pid) {
        return kill(pid, MAC ? mac : linux);
    }

    /** Whether there is such a process, even one that has ended and of which its parent does not know yet. */
    static boolean exists(int pid) {
        return kill(pid, 0);
    }

    private static boolean kill(int pid, int signal) {
        if (pid <= 1) {
            throw new IllegalArgumentException("No server process has the number " + pid);
        }
        try {
            return (int) KILL.invokeExact(pid, signal) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("kill(" + pid + ", " + signal + ") could not be called", e);
        }
    }
}
