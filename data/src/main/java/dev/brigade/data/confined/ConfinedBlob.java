package dev.brigade.data.confined;

import java.lang.invoke.MethodHandle;
import java.sql.Blob;
import java.sql.SQLException;

/** A large value of a transaction, whose bytes may still be in the database. A stream of them is not confined. */
abstract class ConfinedBlob extends Confined implements Blob {
    private static final MethodHandle MAKE = Forwarders.constructor(ConfinedBlob.class);

    private final Blob target;

    ConfinedBlob(Confinement confinement, Blob target) {
        super(confinement, "A blob");
        this.target = target;
    }

    static ConfinedBlob of(Confinement confinement, Blob target) {
        try {
            return (ConfinedBlob) MAKE.invokeExact(confinement, target);
        } catch (Throwable failure) {
            throw Forwarders.neverThrown(failure);
        }
    }

    @Override
    final Blob target() {
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
