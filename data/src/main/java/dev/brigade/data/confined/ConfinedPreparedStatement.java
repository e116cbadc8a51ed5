package dev.brigade.data.confined;

import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A statement of a transaction whose text is known before it is executed. */
abstract class ConfinedPreparedStatement extends ConfinedStatement implements PreparedStatement {
    private static final MethodHandle MAKE = Forwarders.constructor(ConfinedPreparedStatement.class);

    private final PreparedStatement target;

    ConfinedPreparedStatement(Confinement confinement, PreparedStatement target, Connection connection, String sql) {
        super(confinement, target, connection, sql);
        this.target = target;
    }

    static ConfinedPreparedStatement of(
            Confinement confinement, PreparedStatement target, Connection connection, String sql) {
        try {
            return (ConfinedPreparedStatement) MAKE.invokeExact(confinement, target, connection, sql);
        } catch (Throwable failure) {
            throw Forwarders.neverThrown(failure);
        }
    }

    @Override
    final PreparedStatement target() {
        return target;
    }

    @Override
    public final ResultSet executeQuery() throws SQLException {
        return rows(execute(target::executeQuery));
    }

    @Override
    public final int executeUpdate() throws SQLException {
        return execute(target::executeUpdate);
    }

    @Override
    public final long executeLargeUpdate() throws SQLException {
        return execute(target::executeLargeUpdate);
    }

    @Override
    public final boolean execute() throws SQLException {
        return execute(target::execute);
    }
}
