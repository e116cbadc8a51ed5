package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.errors.CommitFailedException;
import dev.brigade.data.errors.DatabaseUnavailableException;
import dev.brigade.data.errors.Outages;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What is taken for an outage of the database, and how it is told in a line. */
class OutagesTest {
    private static SQLException diskFull() {
        return new SQLException(
                "General error: \"org.h2.mvstore.MVStoreException: Writing to async:/data/shop.mv.db failed\"; SQL statement:\n"
                        + "insert into dish values (?)",
                "HY000",
                50000,
                new IllegalStateException("Writing failed", new IOException("No space left on device")));
    }

    /** After which H2 closes the file. */
    @Test
    void a_write_of_h2_that_failed_is_one_and_says_why_it_failed() {
        RuntimeException failure = new IllegalStateException("a statement failed", diskFull());

        assertThat(Outages.isOutage(failure)).isTrue();
        assertThat(Outages.isUnreachable(failure)).isFalse();
        assertThat(Outages.reason(failure)).isEqualTo("H2 can't go on with its file: No space left on device");
    }

    @Test
    void so_is_none_of_whose_commit_nobody_knows_and_no_other_fault_of_h2() {
        assertThat(Outages.isOutage(new CommitFailedException("unknown", diskFull(), true)))
                .isFalse();
        assertThat(Outages.isOutage(new SQLException("General error: \"null\"", "HY000", 50000)))
                .isFalse();
    }

    @Test
    void its_reason_is_what_the_database_said_and_names_no_class() {
        SQLException lost = new SQLException("FATAL: terminating connection\n  Detail: none", "57P01");

        assertThat(Outages.reason(new IllegalStateException("wrapped: " + lost, lost)))
                .isEqualTo("FATAL: terminating connection");
        assertThat(Outages.reason(
                        new DatabaseUnavailableException("main", "Database \"main\" gives no connection", lost)))
                .isEqualTo("Database \"main\" gives no connection");
    }
}
