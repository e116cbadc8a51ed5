package bank;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Accounts in a database that all threads share. Has no state of its own but the connections, so it is safe from any thread; what its
 * transactions do to each other's rows is another question.
 */
public final class Bank {
    /** The table that it works on. */
    public static final String TABLE =
            "create table account (id int primary key, owner varchar(40) not null, balance int not null)";

    private final DataSource source;

    /** Over these connections. */
    public Bank(DataSource source) {
        this.source = source;
    }

    /**
     * Takes money if there is enough, as it is often written: looks, computes, writes. Two at once look at the same balance, and one
     * writes over what the other wrote.
     *
     * @return whether there was enough
     */
    public boolean withdrawNaively(int account, int amount) throws SQLException {
        return inTransaction(connection -> {
            int balance = balance(connection, account, "");
            if (balance < amount) {
                return false;
            }
            set(connection, account, balance - amount);
            return true;
        });
    }

    /** The same in one statement: the database looks and writes under the lock of the row. */
    public boolean withdraw(int account, int amount) throws SQLException {
        return inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update account set balance = balance - ? where id = ? and balance >= ?")) {
                update.setInt(1, amount);
                update.setInt(2, account);
                update.setInt(3, amount);
                return update.executeUpdate() == 1;
            }
        });
    }

    /** Moves money, locking both rows: first the one it comes from. Two that go in opposite directions wait for each other. */
    public boolean transferNaively(int from, int to, int amount) throws SQLException {
        return inTransaction(connection -> {
            int giver = balance(connection, from, " for update");
            int taker = balance(connection, to, " for update");
            return move(connection, new Move(from, giver, to, taker, amount));
        });
    }

    /** The same, but all lock rows in one order: that of their numbers. */
    public boolean transfer(int from, int to, int amount) throws SQLException {
        return inTransaction(connection -> {
            int first = balance(connection, Math.min(from, to), " for update");
            int second = balance(connection, Math.max(from, to), " for update");
            return move(
                    connection,
                    from < to ? new Move(from, first, to, second, amount) : new Move(from, second, to, first, amount));
        });
    }

    /** What is on an account. */
    public int balance(int account) throws SQLException {
        return inTransaction(connection -> balance(connection, account, ""));
    }

    private record Move(int from, int giver, int to, int taker, int amount) {}

    private static boolean move(Connection connection, Move move) throws SQLException {
        if (move.giver() < move.amount()) {
            return false;
        }
        set(connection, move.from(), move.giver() - move.amount());
        set(connection, move.to(), move.taker() + move.amount());
        return true;
    }

    private static int balance(Connection connection, int account, String lock) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select balance from account where id = ?" + lock)) {
            select.setInt(1, account);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException("There is no account " + account);
                }
                return row.getInt(1);
            }
        }
    }

    private static void set(Connection connection, int account, int balance) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update account set balance = ? where id = ?")) {
            update.setInt(1, balance);
            update.setInt(2, account);
            update.executeUpdate();
        }
    }

    private interface Deed<R> {
        R on(Connection connection) throws SQLException;
    }

    /** Commits what {@code deed} did, or rolls it back if it throws. */
    private <R> R inTransaction(Deed<R> deed) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                R result = deed.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }
}
