package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SessionStateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set search_path to other",
                "SET ROLE reader",
                "  set session statement_timeout = 10",
                "/* for this one */ set app.user = '7'",
                "select 1; set app.user = '7'",
                "reset all",
                "listen news",
                "create temp table seen (id int)",
                "create local temporary table seen (id int)",
                "create temporary table seen as select 1",
                "select 1 into temp seen",
                "declare c cursor with hold for select 1",
                "prepare one as select 1",
                "select pg_advisory_lock(1)",
                "select pg_try_advisory_lock ( 1 )",
                "select set_config('app.user', ?, false)",
                "set @seen = 1",
                "set schema other",
            })
    void this_stays_on_the_connection(String sql) {
        assertThat(SessionState.isChangedBy(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set local search_path to other",
                "set transaction isolation level serializable",
                "set constraints all deferred",
                "update dish set portions = 1",
                "update dish\n   set portions = 1",
                "insert into note values ('; set search_path to other')",
                "select 1 -- ; set role reader",
                "create temp table seen (id int) on commit drop",
                "declare c cursor for select 1",
                "select pg_advisory_xact_lock(1)",
                "select set_config('app.user', ?, true)",
                "select name from settings",
                "select load from engine",
            })
    void this_does_not(String sql) {
        assertThat(SessionState.isChangedBy(sql)).isFalse();
    }

    @Test
    void nobody_inherits_it() {
        for (TestDatabase on : TestDatabase.values()) {
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            log.start();
            Logger logger = (Logger) LoggerFactory.getLogger(Tables.class);
            logger.addAppender(log);
            try (Fixture fixture = new Fixture(on.fresh().withPoolSize(1))) {
                for (int times = 1; times <= 2; times++) {
                    Transaction first = fixture.begin("GET /temporary");
                    first.db()
                            .execute(
                                    on == TestDatabase.H2
                                            ? "create local temporary table mine (id int)"
                                            : "create temporary table mine (id int)");
                    first.commit();
                }
                assertThat(fixture.leased()).isZero();
                assertThat(log.list)
                        .extracting(ILoggingEvent::getFormattedMessage)
                        .singleElement()
                        .asString()
                        .startsWith("GET /temporary #2 leaves something on its connection");
            } finally {
                logger.detachAppender(log);
            }
        }
    }

    @Test
    void a_setting_of_one_request_is_not_anothers() {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh().withPoolSize(1))) {
            Transaction first = fixture.begin("POST /first");
            first.db().execute("set app.tenant = '7'");
            first.commit();
            Transaction second = fixture.begin("GET /second");
            List<String> tenant = second.db()
                    .select("select coalesce(current_setting('app.tenant', true), 'nobody')")
                    .mapTo(String.class)
                    .list();
            second.commit();
            assertThat(tenant).containsExactly("nobody");
        }
    }

    /** Of a statement's text so much is looked at, wherever in a handler it is executed. */
    @Test
    void a_long_text_takes_no_stack() throws InterruptedException {
        AtomicReference<Object> found = new AtomicReference<>();
        Thread small = Thread.ofPlatform().stackSize(200_000).start(() -> {
            try {
                found.set(SessionState.isChangedBy("insert into page values ('" + "it''s ".repeat(650)));
            } catch (StackOverflowError failure) {
                found.set(failure);
            }
        });
        small.join();
        assertThat(found.get()).isEqualTo(false);
    }
}
