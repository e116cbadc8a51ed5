package dev.brigade.data;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a transaction. Leases at the first call that can't be answered without one, and leaves the transaction's
 * beginning and end to {@link Transaction}.
 */
final class ConfinedConnection extends Confined {
    private static final String WHAT = "The connection";

    private ConfinedConnection(Session session) {
        super(session, WHAT);
    }

    static Connection of(Session session) {
        return (Connection) Proxy.newProxyInstance(
                ConfinedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new ConfinedConnection(session));
    }

    @Override
    Object target() {
        return session().raw();
    }

    /** Does nothing: who closes in {@code try} means that it is done, and the connection goes back at the end anyway. */
    @Override
    void close(Method method, Object[] args) {}

    @Override
    boolean isClosed(Method method, Object[] args) {
        return false;
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, Object[] args) throws Throwable {
        return switch (method.getName()) {
            case "createStatement", "prepareStatement", "prepareCall" -> statement(proxy, method, args);
            case "getAutoCommit" -> false;
            case "getTransactionIsolation" -> session().options().isolation().jdbc();
            case "isReadOnly" -> session().options().readOnly();
            case "isValid" -> !session().isLeased() || Boolean.TRUE.equals(forward(method, args));
            case "getWarnings", "clearWarnings" -> session().isLeased() ? forward(method, args) : null;
            case "setAutoCommit" -> unlessSame(method, args[0].equals(false), "it is always in a transaction");
            case "setTransactionIsolation" ->
                unlessSame(
                        method,
                        args[0].equals(session().options().isolation().jdbc()),
                        "its transaction runs at " + session().options().isolation()
                                + "; choose the isolation where the transaction begins");
            case "setReadOnly" ->
                unlessSame(
                        method,
                        args[0].equals(session().options().readOnly()),
                        "choose it where the transaction begins");
            case "commit" ->
                throw refused(
                        method,
                        "the commit comes after the handler has returned; put what must come after it into afterCommit");
            case "rollback" -> {
                if (args.length == 0) {
                    throw refused(
                            method, "the rollback comes after the handler has returned; call rollbackOnly() or throw");
                }
                yield forward(method, args); // to a savepoint
            }
            case "abort" -> throw refused(method, "call rollbackOnly() or throw");
            case "setCatalog", "setSchema", "setHoldability", "setTypeMap", "setClientInfo", "setNetworkTimeout" -> {
                session().lost(); // the next holder would inherit it, so there is none
                yield forward(method, args);
            }
            case "getMetaData" ->
                forward(method, args) instanceof DatabaseMetaData metaData
                        ? ConfinedMetaData.of(session(), metaData, proxy)
                        : null;
            default -> forward(method, args);
        };
    }

    private @Nullable Object statement(Object proxy, Method method, Object[] args) throws Throwable {
        String sql = args.length > 0 && args[0] instanceof String text ? text : "";
        if (!sql.isEmpty()) {
            session().checkReadOnly(sql);
        }
        Object made = forward(method, args);
        if (!(made instanceof Statement statement)) {
            return made;
        }
        session().opened(statement);
        return ConfinedStatement.of(session(), statement, method.getReturnType(), sql, proxy);
    }

    private @Nullable Object unlessSame(Method method, boolean same, String reason) {
        if (!same) {
            throw refused(method, reason);
        }
        return null;
    }

    private IllegalStateException refused(Method method, String reason) {
        return new IllegalStateException("Connection." + method.getName() + "() is not for "
                + session().activity().name() + " to call: " + reason + ".");
    }
}
