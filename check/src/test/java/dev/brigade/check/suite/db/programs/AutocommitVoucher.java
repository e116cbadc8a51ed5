package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** A voucher that is good for one order. */
public final class AutocommitVoucher {
    private AutocommitVoucher() {}

    public static void rows(Handle db) {
        db.execute("create table voucher (code varchar(10) primary key, used boolean not null)");
        db.execute("create table purchase (customer varchar(10) primary key, discount int not null)");
        db.execute("insert into voucher values ('SUMMER', false)");
    }

    private static void grant(Connection connection, String customer) throws SQLException {
        Sql.update(connection, "insert into purchase values (?, 10)", customer);
    }

    /** Looked at, then marked; each statement commits by itself. */
    public static final class Broken {
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void redeem(String customer) throws SQLException {
            try (Connection connection = source.getConnection()) {
                int unused = Sql.number(
                        connection, "select case when used then 0 else 1 end from voucher where code = 'SUMMER'");
                if (unused == 1) {
                    Sql.update(connection, "update voucher set used = true where code = 'SUMMER'");
                    grant(connection, customer);
                }
            }
        }
    }

    /** Who marks it has it: the check is part of the statement, and the order part of the transaction. */
    public static final class Fixed {
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void redeem(String customer) throws Exception {
            Transactions.readCommitted(source, connection -> {
                if (Sql.update(connection, "update voucher set used = true where code = 'SUMMER' and used = false")
                        == 1) {
                    grant(connection, customer);
                }
            });
        }
    }
}
