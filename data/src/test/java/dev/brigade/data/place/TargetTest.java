package dev.brigade.data.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.settings.DatabaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://app:pass@db.example/shop,            jdbc:postgresql://db.example/shop,              app, pass",
        "postgres://app:p%40ss@db.example:5433/shop,       jdbc:postgresql://db.example:5433/shop,         app, p@ss",
        "postgres://app:p@ss+1@db.example/shop?ssl=true,   jdbc:postgresql://db.example/shop?ssl=true,     app, p@ss+1",
        "jdbc:postgresql://app:pass@db.example/shop,       jdbc:postgresql://db.example/shop,              app, pass",
        "postgres://app@shop:p@ss@db.example/shop,         jdbc:postgresql://db.example/shop,              app@shop, p@ss",
        "postgres://db.example/shop,                       jdbc:postgresql://db.example/shop,              '',  ''",
        "postgres://app@db.example:5433/shop,              jdbc:postgresql://db.example:5433/shop,         app, ''",
        "'postgres://h:1,i:2/shop?options=a@b',            'jdbc:postgresql://h:1,i:2/shop?options=a@b',   '',  ''",
        "postgres://a:b@one:1,                             jdbc:postgresql://one:1,                        a,   b",
        "'postgres://a:b@one:1,two:2/shop',                'jdbc:postgresql://one:1,two:2/shop',           a,   b",
        "jdbc:postgresql://h/shop?user=app&password=pass,  jdbc:postgresql://h/shop,                       app, pass",
        "jdbc:postgresql://h/shop?password=pass&ssl=true,  jdbc:postgresql://h/shop?ssl=true,              '',  pass",
        "jdbc:postgresql://h/shop?ssl=true&user=app,       jdbc:postgresql://h/shop?ssl=true,              app, ''",
        "'postgres://a:b@[::1]:5433/shop',                 'jdbc:postgresql://[::1]:5433/shop',            a,   b",
        "'postgres://[::1]/shop?options=a@b',              'jdbc:postgresql://[::1]/shop?options=a@b',     '',  ''",
        "jdbc:postgresql:shop,                             jdbc:postgresql:shop,                           '',  ''",
    })
    void a_url_of_postgresql_is_understood_as_people_paste_it(String pasted, String url, String user, String password) {
        Target target = TestDatabase.target(DatabaseSettings.at(pasted));
        assertThat(target.url()).isEqualTo(url + (url.contains("?") ? "&" : "?") + "logServerErrorDetail=false");
        assertThat(target.user()).isEqualTo(user);
        assertThat(target.password()).isEqualTo(password);
        assertThat(target.product()).isEqualTo(Product.POSTGRESQL);
    }

    @Test
    void details_of_errors_are_told_if_the_url_says_so() {
        String url = "jdbc:postgresql://h/shop?logServerErrorDetail=true";
        assertThat(TestDatabase.target(DatabaseSettings.at(url)).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:./data/shop,          jdbc:h2:async:./data/shop",
        "jdbc:h2:~/shop,               jdbc:h2:async:~/shop",
        "jdbc:h2:/var/shop,            jdbc:h2:async:/var/shop",
        "jdbc:h2:C:/data/shop,         jdbc:h2:async:C:/data/shop",
        "jdbc:h2:file:./data/shop,     jdbc:h2:async:./data/shop",
        "jdbc:h2:async:./data/shop,    jdbc:h2:async:./data/shop",
        "jdbc:h2:nioMapped:./shop,     jdbc:h2:nioMapped:./shop",
        "jdbc:h2:mem:shop,             jdbc:h2:mem:shop",
    })
    void an_h2_file_is_opened_so_that_interrupts_do_not_close_it(String given, String url) {
        assertThat(TestDatabase.target(DatabaseSettings.at(given)).url().replace(";WRITE_DELAY=0", ""))
                .isEqualTo(url + ";LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE");
    }

    @Test
    void an_h2_file_is_written_at_the_commit_and_not_some_time_after() {
        assertThat(TestDatabase.target(DatabaseSettings.at("jdbc:h2:./data/shop"))
                        .url())
                .contains(";WRITE_DELAY=0;");
        assertThat(TestDatabase.target(DatabaseSettings.at("jdbc:h2:./data/shop;WRITE_DELAY=500"))
                        .url())
                .contains(";WRITE_DELAY=500;")
                .doesNotContain("WRITE_DELAY=0");
    }

    @Test
    void options_of_h2_that_are_given_are_kept() {
        Target target = TestDatabase.target(
                DatabaseSettings.at("jdbc:h2:mem:x;lock_timeout=7;USER=app;PASSWORD=p+w;MODE=PostgreSQL"));
        assertThat(target.url()).isEqualTo("jdbc:h2:mem:x;lock_timeout=7;MODE=PostgreSQL;DB_CLOSE_ON_EXIT=FALSE");
        assertThat(target.user()).isEqualTo("app");
        assertThat(target.password()).isEqualTo("p+w");
        assertThat(TestDatabase.target(DatabaseSettings.at("jdbc:h2:tcp://h/x")).url())
                .isEqualTo("jdbc:h2:tcp://h/x;LOCK_TIMEOUT=10000");
    }

    @Test
    void a_password_of_h2_may_have_what_parts_the_options_of_other_urls() {
        Target target = TestDatabase.target(DatabaseSettings.at("jdbc:h2:mem:x;USER=app;PASSWORD=a&b?c=d;MODE=MySQL"));
        assertThat(target.password()).isEqualTo("a&b?c=d");
        assertThat(target.url()).startsWith("jdbc:h2:mem:x;MODE=MySQL;").doesNotContain("&");
    }

    @Test
    void a_percent_sign_that_stands_for_itself_is_told_and_not_the_password() {
        assertThatThrownBy(() -> TestDatabase.target(DatabaseSettings.at("postgres://app:fifty%off@h/shop")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("Write %25 for a % in database.url of database \"main\"")
                .hasNoCause()
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("of\"", "fifty"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://app:sec/ret@h/shop",
                "postgres://app:123/ret@h:5432/shop",
                "postgres://app:sec/re?t@h/shop",
                "jdbc:postgresql://app:sec?ret@h/shop",
                "postgres://app:sec?r=et@h/shop?ssl=true",
                "jdbc:mysql://app:sec/ret@h/shop",
            })
    void a_password_that_seems_to_end_the_host_is_told_and_not_shown(String url) {
        assertThatThrownBy(() -> TestDatabase.target(DatabaseSettings.at(url)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("Write %2F for a / and %3F for a ? in database.url of database \"main\"")
                .hasNoCause()
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("sec", "ret", "123"));
    }

    @Test
    void settings_go_before_the_url() {
        Target target =
                TestDatabase.target(DatabaseSettings.at("postgres://a:b@h/shop").withUser("c", "d"));
        assertThat(target.user()).isEqualTo("c");
        assertThat(target.password()).isEqualTo("d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://app:secret@h/shop",
                "jdbc:postgresql://h/shop?user=app&password=secret",
                "jdbc:h2:./shop;USER=app;PASSWORD=secret",
                "postgres://app@shop:secret@h/shop",
                "jdbc:mysql://app:secret@h/shop",
                "jdbc:mysql://h/shop?password=secret"
            })
    void a_password_is_never_shown(String url) {
        DatabaseSettings settings = DatabaseSettings.at(url);
        assertThat(settings.toString()).startsWith("database \"main\" at ").doesNotContain("secret");
        assertThat(TestDatabase.target(settings).toString()).doesNotContain("secret");
        assertThat(TestDatabase.target(settings).url()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql:app:secret@h/shop", "jdbc:oracle:thin:app/secret@//h/shop"})
    void a_password_that_stands_where_only_a_driver_knows_is_never_shown(String url) {
        assertThat(DatabaseSettings.at(url).toString())
                .startsWith("database \"main\" at ")
                .doesNotContain("secret")
                .contains("h/shop");
    }
}
