package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.data.settings.MigrationsAtStart;
import dev.brigade.threads.Activity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class MigrationsTest {
    private static final String FOLDER = "dev/brigade/data/";

    private final TestDatabase on;
    private final DatabaseSettings settings;

    MigrationsTest(TestDatabase on, @TempDir Path folder) {
        this.on = on;
        // a database that is still there when it is opened again, which one in memory is not
        this.settings = on == TestDatabase.H2
                ? DatabaseSettings.embedded("shop" + UUID.randomUUID(), folder)
                        .withName("main")
                        .withPoolSize(2)
                : on.fresh();
    }

    @Test
    void what_has_not_run_runs_when_the_database_is_opened() {
        try (Database database = Database.open(settings.withMigrations(FOLDER + "good"))) {
            assertThat(soups(database)).isEqualTo(1);
        }
        try (Database database = Database.open(settings.withMigrations(FOLDER + "good"))) {
            assertThat(soups(database)).isEqualTo(1);
        }
    }

    @Test
    void they_can_run_without_the_pool() {
        assertThat(Database.migrate(settings.withMigrations(FOLDER + "good")))
                .asString()
                .startsWith("Schema of database \"main\" at ")
                .endsWith(" is at version 2: 2 files ran");
        assertThat(Database.migrate(settings.withMigrations(FOLDER + "good")))
                .asString()
                .endsWith(" is at version 2: nothing to do");
        assertThatThrownBy(() -> Database.migrate(settings)).hasMessageContaining("app.database().migrations(\"db\")");
    }

    @Test
    void a_file_whose_name_says_no_version_is_not_passed_over() {
        assertThatThrownBy(() -> Database.open(settings.withMigrations(FOLDER + "misnamed")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("V2_seats.sql")
                .hasMessageContaining("V2__seats.sql")
                .hasMessageContaining("target/classes");
    }

    @Test
    void one_that_fails_is_told_with_file_line_and_reason() {
        assertThatThrownBy(() -> Database.open(settings.withMigrations(FOLDER + "failing")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith(
                        "Migration dev/brigade/data/failing/V1__dishes.sql failed in line 4 on database \"main\" at ")
                .message()
                .containsIgnoringCase("dishh")
                .contains(
                        on == TestDatabase.H2
                                ? "What stands before it in this file has been done"
                                : "Nothing of this file was done");
    }

    @Test
    void one_that_failed_before_is_told_on_a_database_that_keeps_half_of_it() {
        assertThatThrownBy(() -> Database.open(settings.withMigrations(FOLDER + "failing")))
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> Database.open(settings.withMigrations(FOLDER + "failing")))
                .hasMessageContaining(
                        on == TestDatabase.H2 ? "version 1 (dishes) failed when it last ran" : "failed in line 4");
    }

    @Test
    void one_that_was_changed_after_it_ran_is_refused() {
        Database.open(settings.withMigrations(FOLDER + "good")).close();
        assertThatThrownBy(() -> Database.open(settings.withMigrations(FOLDER + "changed")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("Migrations of database \"main\" at ")
                .hasMessageContaining("do not fit the files: version 1 (dishes) has changed since it ran: put ")
                .hasMessageContaining("V1__dishes.sql back as it was, and write the change as a new file");
    }

    @Test
    void a_folder_that_is_not_there_is_told() {
        assertThatThrownBy(() -> Database.open(settings.withMigrations("nowhere")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("There is no folder nowhere on the class path")
                .hasMessageContaining("Create src/main/resources/nowhere (nowhere beside a single source file)");
    }

    @Test
    void tables_that_no_migration_made_are_told() {
        new Fixture(settings).close();
        assertThatThrownBy(() -> Database.open(settings.withMigrations(FOLDER + "good")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("has tables already, but no record of migrations");
    }

    @Test
    void tables_of_brigade_itself_are_none_that_keep_the_first_migration_from_running() {
        try (Database database = Database.open(settings)) {
            database.cluster().schema().ensure();
        }
        for (int i = 0; i < 2; i++) {
            try (Database database = Database.open(settings.withMigrations(FOLDER + "good"))) {
                assertThat(soups(database)).isEqualTo(1);
            }
        }
        Database.open(settings.withMigrations(FOLDER + "good").withMigrationsAtStart(MigrationsAtStart.CHECK))
                .close();
    }

    @Test
    void two_nodes_that_start_at_once_migrate_once() throws Exception {
        if (on == TestDatabase.H2) {
            return; // a file belongs to one process
        }
        CompletableFuture<Migrated> other =
                Fixture.async("other node", () -> Database.migrate(settings.withMigrations(FOLDER + "good")));
        Migrated mine = Database.migrate(settings.withMigrations(FOLDER + "good"));
        assertThat(mine.files() + other.get(30, TimeUnit.SECONDS).files()).isEqualTo(2);
    }

    @Test
    void several_nodes_that_start_at_once_migrate_once_also_where_tables_of_brigade_are() throws Exception {
        if (on == TestDatabase.H2) {
            return; // a file belongs to one process
        }
        try (Database database = Database.open(settings)) {
            database.cluster().schema().ensure();
        }
        CyclicBarrier all = new CyclicBarrier(5);
        List<CompletableFuture<Integer>> nodes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            nodes.add(Fixture.async("node " + i, () -> {
                all.await(30, TimeUnit.SECONDS);
                return Database.migrate(settings.withMigrations(FOLDER + "good"))
                        .files();
            }));
        }
        int files = 0;
        for (CompletableFuture<Integer> node : nodes) {
            files += node.get(60, TimeUnit.SECONDS);
        }
        assertThat(files).isEqualTo(2);
    }

    @Test
    void a_database_that_is_behind_is_not_opened_when_none_shall_run_and_stays_as_it_is() {
        DatabaseSettings checked =
                settings.withMigrations(FOLDER + "good").withMigrationsAtStart(MigrationsAtStart.CHECK);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Database.open(checked))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("The schema of database \"main\" at ")
                    .hasMessageContaining(
                            " is at no version, and 2 files of dev/brigade/data/good have not run: V1__dishes.sql, V2__soup.sql.")
                    .hasMessageContaining("Run ./brigade migrate")
                    .hasMessageContaining("set database.migrate to on");
        }
        assertThat(Database.migrate(checked).files()).isEqualTo(2);
        try (Database database = Database.open(checked)) {
            assertThat(soups(database)).isEqualTo(1);
        }
    }

    @Test
    void one_that_was_changed_is_refused_also_when_none_shall_run() {
        Database.open(settings.withMigrations(FOLDER + "good")).close();
        assertThatThrownBy(() -> Database.open(
                        settings.withMigrations(FOLDER + "changed").withMigrationsAtStart(MigrationsAtStart.CHECK)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("version 1 (dishes) has changed since it ran");
    }

    @Test
    void what_a_file_has_done_that_runs_in_no_transaction_is_not_denied() {
        if (on == TestDatabase.H2) {
            return; // where none runs in a transaction
        }
        assertThatThrownBy(() -> Database.migrate(settings.withMigrations(FOLDER + "concurrent-failing")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("V2__index.sql failed in line 2 on ")
                .hasMessageNotContaining("Nothing of this file was done")
                .hasMessageContaining("runs in no transaction")
                .hasMessageContaining("What stands before it has been done");
    }

    @Test
    void one_that_comes_late_is_told_with_what_to_do() {
        Database.migrate(settings.withMigrations(FOLDER + "gap"));
        for (MigrationsAtStart mode : MigrationsAtStart.values()) {
            assertThatThrownBy(() -> Database.open(
                            settings.withMigrations(FOLDER + "filled").withMigrationsAtStart(mode)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining(
                            "do not fit the files: version 2 (guests) has not run, and a later version has: give ")
                    .hasMessageEndingWith("V2__guests.sql a version after that.");
        }
    }

    @Test
    void one_with_another_name_than_when_it_ran_is_told() {
        Database.migrate(settings.withMigrations(FOLDER + "gap"));
        assertThatThrownBy(() -> Database.migrate(settings.withMigrations(FOLDER + "renamed")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("version 1 (dishes) had another name when it ran: give ")
                .hasMessageContaining("V1__meals.sql its name back");
    }

    @Test
    void a_repeatable_one_leaves_the_version_as_it_is() {
        Database.migrate(settings.withMigrations(FOLDER + "view"));
        assertThat(Database.migrate(settings.withMigrations(FOLDER + "view-changed")))
                .asString()
                .endsWith(" is at version 1: 1 file ran");
    }

    @Test
    void a_repeatable_one_that_is_gone_or_has_failed_is_told_by_its_file() {
        Database.migrate(settings.withMigrations(FOLDER + "view"));
        assertThatThrownBy(() -> Database.migrate(settings.withMigrations(FOLDER + "view-gone")))
                .hasMessageContaining("do not fit the files: R__short.sql has run, but its file is gone: put it back.");
        assertThatThrownBy(() -> Database.migrate(settings.withMigrations(FOLDER + "view-failing")))
                .hasMessageContaining("R__short.sql failed in line 1");
        assertThatThrownBy(() -> Database.migrate(settings.withMigrations(FOLDER + "view-failing")))
                .hasMessageContaining(
                        on == TestDatabase.H2
                                ? "R__short.sql failed when it last ran: undo what it did"
                                : "R__short.sql failed in line 1");
    }

    @Test
    void what_the_database_says_of_its_record_of_migrations_is_told() {
        if (on == TestDatabase.H2) {
            return; // whose one user may do all
        }
        Database.migrate(settings.withMigrations(FOLDER + "good"));
        TestDatabase.administer("drop role if exists reader");
        TestDatabase.administer("create role reader login password 'secret'");
        try {
            assertThatThrownBy(() -> Database.open(settings.withUser("reader", "secret")
                            .withMigrations(FOLDER + "good")
                            .withMigrationsAtStart(MigrationsAtStart.CHECK)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("permission denied for table flyway_schema_history");
            assertThatThrownBy(() -> Database.migrate(TestDatabase.POSTGRESQL
                            .fresh()
                            .withUser("reader", "secret")
                            .withMigrations(FOLDER + "good")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("Migrations of database \"main\" at ")
                    .hasMessageEndingWith("permission denied for schema public");
        } finally {
            TestDatabase.administer("drop role reader");
        }
    }

    private static int soups(Database database) {
        Transaction look = database.begin(Activity.current(), TransactionOptions.READ_ONLY);
        try {
            return look.db()
                    .select("select count(*) from dish where name = 'soup'")
                    .mapTo(int.class)
                    .one();
        } finally {
            look.rollback();
        }
    }
}
