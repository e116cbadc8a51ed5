package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.errors.DatabaseException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command migrate, and what a start does about migrations. */
class MigrateTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static App app(String url) {
        App app = App.named("notes").database(url).migrations("dev/brigade/web/migrations");
        app.get(
                "/",
                rq -> rq.db()
                        .select("select count(*) from note")
                        .mapTo(int.class)
                        .one());
        return app;
    }

    private int migrate(App app, String... settings) {
        return CommandLineRun.migrate(app, to(out), to(err), List.of(settings));
    }

    private static PrintStream to(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void says_what_it_did(@TempDir Path folder) {
        String url = "jdbc:h2:" + folder.resolve("notes");
        assertThat(migrate(app("jdbc:h2:mem:none"), "--database.url", url)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Schema of database \"main\" at ")
                .endsWith(" is at version 1: 1 file ran" + System.lineSeparator());
        out.reset();
        assertThat(migrate(app(url))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .endsWith(" is at version 1: nothing to do" + System.lineSeparator());
    }

    @Test
    void migrates_further_databases_too(@TempDir Path folder) {
        App app = app("jdbc:h2:" + folder.resolve("notes"));
        app.database("stock", "jdbc:h2:" + folder.resolve("stock")).migrations("stock", "dev/brigade/web/migrations");
        assertThat(migrate(app)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Schema of database \"main\" at "),
                        line -> assertThat(line)
                                .startsWith("Schema of database \"stock\" at ")
                                .endsWith(" is at version 1: 1 file ran"));
    }

    @Test
    void says_why_it_can_not_with_exit_code_2() {
        assertThat(migrate(App.named("notes"))).isEqualTo(2);
        assertThat(migrate(App.named("notes").database("jdbc:h2:mem:x"))).isEqualTo(2);
        assertThat(migrate(app("jdbc:h2:mem:x"), "--database.ulr", "x")).isEqualTo(2);
        assertThat(migrate(app("jdbc:postgresql://localhost:1/x"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("notes can't migrate. It has no database."),
                        line -> assertThat(line).contains("It has no migrations."),
                        line -> assertThat(line).contains("Did you mean \"database.url\"?"),
                        line -> assertThat(line).contains("can't be reached"));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void in_production_a_database_that_is_behind_refuses_the_start_until_it_is_migrated() {
        String url = TestDatabase.POSTGRESQL.fresh().url();
        assertThatThrownBy(() -> app(url).client())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("1 file of dev/brigade/web/migrations has not run: V1__note.sql")
                .hasMessageContaining("Run ./brigade migrate");
        assertThat(migrate(app(url))).isZero();
        try (Client client = app(url).client()) {
            assertThat(client.get("/").text()).isEqualTo("0");
        }
    }

    @Test
    void development_and_the_setting_on_migrate_at_start() {
        for (List<String> setting : List.of(List.of("--mode", "development"), List.of("--database.migrate", "on"))) {
            try (Client client = app(TestDatabase.POSTGRESQL.fresh().url()).client(setting.toArray(String[]::new))) {
                assertThat(client.get("/").text()).isEqualTo("0");
            }
        }
    }

    @Test
    void an_embedded_database_migrates_at_start_since_nobody_else_could() {
        try (Client client = app("jdbc:h2:mem:embedded").client()) {
            assertThat(client.get("/").text()).isEqualTo("0");
        }
        assertThatThrownBy(() -> app("jdbc:h2:mem:embedded").client("--database.migrate", "off"))
                .hasMessageContaining("has not run: V1__note.sql");
    }
}
