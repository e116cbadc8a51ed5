package dev.brigade.data.confined;

import java.lang.invoke.MethodHandle;
import java.sql.CallableStatement;
import java.sql.Connection;

/** A call of a procedure in a transaction. */
abstract class ConfinedCallableStatement extends ConfinedPreparedStatement implements CallableStatement {
    private static final MethodHandle MAKE = Forwarders.constructor(ConfinedCallableStatement.class);

    ConfinedCallableStatement(Confinement confinement, CallableStatement target, Connection connection, String sql) {
        super(confinement, target, null, connection, sql);
    }

    static ConfinedCallableStatement of(
            Confinement confinement, CallableStatement target, Connection connection, String sql) {
        try {
            return (ConfinedCallableStatement) MAKE.invokeExact(confinement, target, connection, sql);
        } catch (Throwable failure) {
            throw Forwarders.neverThrown(failure);
        }
    }
}
