package dev.brigade.check.programs;

import static dev.brigade.check.DatabaseProduct.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.explore.AllSchedules;
import dev.brigade.check.explore.AllSchedules.Outcomes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When it is decided what a transaction sees: at its first statement, whatever that reads, and whoever commits before it. */
class SnapshotsTest {

    @ParameterizedTest
    @ValueSource(strings = {"select 1", "select id from shop"})
    void a_first_statement_that_reads_something_else_decides_what_is_seen(String first) {
        var shop = Explore.database(POSTGRES)
                .given(db -> db.execute("create table price (amount int not null)")
                        .execute("insert into price values (1)")
                        .execute("create table shop (id int primary key)")
                        .execute("insert into shop values (1)"))
                .prepare(Snapshots::new)
                .calls(
                        it -> {
                            it.change();
                            return 0;
                        },
                        it -> it.changed(first));

        Outcomes outcomes = AllSchedules.reduced(shop, 1000);

        assertThat(outcomes.complete()).isTrue();
        assertThat(outcomes.outcomes().keySet()).anyMatch(seen -> seen.startsWith("0\n1\n"));
    }
}
