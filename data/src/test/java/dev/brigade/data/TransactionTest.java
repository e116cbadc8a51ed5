package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activity;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionTest {
    record Dish(long id, String name) {}

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(
                DatabaseSettings.at("jdbc:h2:mem:" + UUID.randomUUID()).withPoolSize(2));
        Transaction setup = begin();
        setup.db().execute("create table dish (id bigint primary key, name varchar)");
        setup.commit();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_is_committed_is_there() {
        Transaction first = begin();
        first.db().execute("insert into dish values (1, 'soup')");
        first.commit();

        Transaction second = begin();
        assertThat(second.db().select("select * from dish").mapTo(Dish.class).list())
                .containsExactly(new Dish(1, "soup"));
        second.rollback();
    }

    @Test
    void what_is_rolled_back_is_gone() {
        Transaction first = begin();
        first.db().execute("insert into dish values (1, 'soup')");
        first.rollback();

        Transaction second = begin();
        assertThat(second.db().select("select * from dish").mapTo(Dish.class).list())
                .isEmpty();
        second.rollback();
    }

    private Transaction begin() {
        return database.begin(Activity.current(), TransactionOptions.DEFAULT);
    }
}
