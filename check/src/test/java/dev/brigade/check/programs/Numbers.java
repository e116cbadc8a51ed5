package dev.brigade.check.programs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Gives out numbers, from a table and from memory. */
public final class Numbers implements AutoCloseable {
    static final String TABLE = "create table numbers (next int not null)";
    static final String ROW = "insert into numbers values (1)";

    /** What is given out. */
    public record Ticket(int number) {}

    private final DataSource source;
    private final AtomicInteger given = new AtomicInteger();
    private final AtomicInteger closed;

    Numbers(DataSource source) {
        this(source, new AtomicInteger());
    }

    /** @param closed is told when this is closed */
    Numbers(DataSource source, AtomicInteger closed) {
        this.source = source;
        this.closed = closed;
    }

    int given() {
        return given.get();
    }

    void forget() {
        given.set(0);
    }

    /** Counts in the database in one statement, but reads in another what came of it. */
    Optional<Ticket> nextReadApart() throws SQLException {
        given.incrementAndGet();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update numbers set next = next + 1");
            return read(statement);
        }
    }

    /** Both in one transaction: the row stays locked in between. */
    Optional<Ticket> next() throws SQLException {
        given.incrementAndGet();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update numbers set next = next + 1");
            Optional<Ticket> ticket = read(statement);
            connection.commit();
            return ticket;
        }
    }

    private static Optional<Ticket> read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select next from numbers")) {
            return row.next() ? Optional.of(new Ticket(row.getInt(1))) : Optional.empty();
        }
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
