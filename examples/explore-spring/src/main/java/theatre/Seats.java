package theatre;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The seats, as rows. A singleton without state of its own, as a service should be; which does not yet make it safe. */
@Service
public class Seats {
    private final JdbcClient db;

    Seats(JdbcClient db) {
        this.db = db;
    }

    /**
     * Sells a seat if it is free. The transaction does not help: at READ COMMITTED two look at once, find it free, and both sell it.
     *
     * @return whether {@code guest} has got it
     */
    @Transactional
    public boolean sellNaively(int seat, String guest) {
        if (!guest(seat).isEmpty()) {
            return false;
        }
        give(seat, guest);
        return true;
    }

    /**
     * The same, one at a time, as it seems. But the transaction is committed by the proxy around this object, when the method has
     * returned and the monitor is free again: who comes next still reads the old row.
     */
    @Transactional
    public synchronized boolean sellSynchronized(int seat, String guest) {
        return sellNaively(seat, guest);
    }

    /** Calls a method of this object, not of the proxy around it: its annotation counts for nothing, and each statement commits by itself. */
    public boolean sellBySelfCall(int seat, String guest) {
        return sellAtSerializable(seat, guest);
    }

    /** Right: who comes second is refused by the database, and told to try again. */
    @Transactional(isolation = Isolation.SERIALIZABLE)
    public boolean sellAtSerializable(int seat, String guest) {
        return sellNaively(seat, guest);
    }

    /** Right: one statement looks and writes, under the lock of the row. */
    @Transactional
    public boolean sell(int seat, String guest) {
        return db.sql("update seat set guest = ? where number = ? and guest = ''")
                        .params(guest, seat)
                        .update()
                == 1;
    }

    /** Who has a seat; empty if it is free. */
    public String guest(int seat) {
        return db.sql("select guest from seat where number = ?")
                .param(seat)
                .query(String.class)
                .single();
    }

    private void give(int seat, String guest) {
        db.sql("update seat set guest = ? where number = ?").params(guest, seat).update();
    }
}
