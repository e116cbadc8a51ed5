package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Transfers, and an auditor who writes down how much there is. */
public final class AutocommitTransfer {
    private static final String AUDIT = "insert into audit (total) select sum(balance) from account";

    private AutocommitTransfer() {}

    public static void rows(Handle db) {
        db.execute("create table account (id int primary key, balance int not null)");
        db.execute("create table audit (id bigint generated always as identity primary key, total int not null)");
        db.execute("insert into account values (1, 100)");
        db.execute("insert into account values (2, 100)");
    }

    /** The auditor sees one half of a transfer. */
    public static final class Broken {
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void transfer(int amount) throws SQLException {
            try (Connection connection = source.getConnection()) {
                Sql.update(connection, "update account set balance = balance - ? where id = 1", amount);
                Sql.update(connection, "update account set balance = balance + ? where id = 2", amount);
            }
        }

        public void audit() throws SQLException {
            try (Connection connection = source.getConnection()) {
                Sql.update(connection, AUDIT);
            }
        }
    }

    /** A transfer is a transaction. */
    public static final class Fixed {
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void transfer(int amount) throws Exception {
            Transactions.readCommitted(source, connection -> {
                Sql.update(connection, "update account set balance = balance - ? where id = 1", amount);
                Sql.update(connection, "update account set balance = balance + ? where id = 2", amount);
            });
        }

        public void audit() throws SQLException {
            try (Connection connection = source.getConnection()) {
                Sql.update(connection, AUDIT);
            }
        }
    }
}
