package dev.brigade.data.confined;

import java.lang.invoke.MethodHandle;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;

/** A large text of a transaction, which may still be in the database. A stream of it is not confined. */
abstract class ConfinedClob extends Confined implements NClob {
    private static final MethodHandle MAKE = Forwarders.constructor(ConfinedClob.class);

    private final Clob target;

    ConfinedClob(Confinement confinement, Clob target) {
        super(confinement, "A clob");
        this.target = target;
    }

    static ConfinedClob of(Confinement confinement, Clob target) {
        try {
            return (ConfinedClob) MAKE.invokeExact(confinement, target);
        } catch (Throwable failure) {
            throw Forwarders.neverThrown(failure);
        }
    }

    @Override
    final Clob target() {
        return target;
    }

    @Override
    final boolean isTargetClosed() {
        return false;
    }

    @Override
    final void closeTarget() throws SQLException {
        target.free();
    }

    /** As closing: allowed after the end, when it does nothing. */
    @Override
    public final void free() throws SQLException {
        close();
    }
}
