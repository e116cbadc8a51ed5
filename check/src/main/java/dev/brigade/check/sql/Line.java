package dev.brigade.check.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The way to the database of one connection. */
record Line(Connection physical, Wire wire) {

    /** Something that is done with the driver. */
    interface Action {
        @Nullable
        Object run() throws Throwable;
    }

    /** Calls {@code method} of an object of the driver. */
    @Nullable
    Object call(Object target, Method method, @Nullable Object[] arguments, boolean releasesLocks) throws Throwable {
        return run(
                () -> {
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                },
                releasesLocks);
    }

    /** Does something with the driver that counts as one call. */
    @Nullable
    Object run(Action action, boolean releasesLocks) throws Throwable {
        wire.before(physical);
        try {
            return action.run();
        } catch (SQLException failure) {
            throw wire.asSeen(failure);
        } finally {
            wire.after(physical, releasesLocks);
        }
    }
}
