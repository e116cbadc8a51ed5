package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.ChildProcess;
import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that are killed while they run jobs. */
class KillTest {
    static final int ORDERS = 80;

    @TempDir
    Path folder;

    private ChildProcess node(String name, String url) throws Exception {
        return ChildProcess.start(
                Files.createDirectories(folder.resolve(name)),
                NodeApp.class,
                "--port",
                "0",
                "--database.url",
                url,
                "--jobs.takeover",
                "1s",
                "--jobs.poll",
                "50ms",
                "--jobs.backoff",
                "1ms",
                "--database.pool.size",
                "4");
    }

    private static String all() {
        return IntStream.rangeClosed(1, ORDERS).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void a_job_of_a_process_that_is_killed_is_run_by_another_and_what_it_had_written_is_not_there_twice()
            throws Exception {
        String url = TestDatabase.POSTGRESQL.fresh().url();
        try (Look look = new Look(url)) {
            look.execute("create table total (bills int)");
            look.execute("insert into total values (0)"); // so that nothing else is enqueued
        }
        try (ChildProcess first = node("first", url)) {
            Http.post(first.port(), "/wait");
            first.hasSaid(Pattern.compile("has written"));
            try (ChildProcess second = node("second", url)) {
                int other = second.port();
                assertThat(Http.get(other, "/left")).isEqualTo("1");
                first.close(); // SIGKILL

                second.hasSaid(Pattern.compile(
                        "of node \\S+ failed, in attempt 1 of 15; .*, with id \\S+: .*was lost while it ran"));
                second.hasSaid(Pattern.compile("has written"));
                assertThat(Http.get(other, "/bills")).isEqualTo("[]");
                second.tell("go on");
                Eventually.holds("it is done", () -> Http.get(other, "/left").equals("0"));
                assertThat(Http.get(other, "/bills")).isEqualTo("[0]");
                assertThat(Http.get(other, "/total")).isEqualTo("1");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void however_often_the_process_is_killed_each_job_has_its_effect_exactly_once(TestDatabase on) throws Exception {
        String url = switch (on) {
            case H2 -> "jdbc:h2:" + folder.resolve("orders");
            case POSTGRESQL -> on.fresh().url();
        };
        for (int done : List.of(10, 40)) {
            try (ChildProcess node = node("node" + done, url)) {
                int port = node.port();
                Eventually.holds("some are done", () -> Integer.parseInt(Http.get(port, "/total")) >= done);
            } // SIGKILL, at whatever moment
        }
        try (ChildProcess last = node("last", url)) {
            int port = last.port();
            Eventually.holds("all are done", () -> Http.get(port, "/left").equals("0"));
            assertThat(Http.get(port, "/bills")).isEqualTo(all());
            assertThat(Http.get(port, "/total")).isEqualTo(String.valueOf(ORDERS));
        }
    }
}
