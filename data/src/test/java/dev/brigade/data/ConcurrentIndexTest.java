package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** On PostgreSQL alone: H2 knows no such index. */
class ConcurrentIndexTest {

    @Test
    void a_migration_may_build_an_index_while_others_write() {
        assertThat(Database.migrate(
                        TestDatabase.POSTGRESQL.fresh().withName("main").withMigrations("dev/brigade/data/concurrent")))
                .asString()
                .endsWith(" is at version 2: 2 files ran");
    }
}
