package dev.brigade.check.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFileTest {
    private static final String TEXT = """
            # a schedule that Brigade's explorer found; t0 is the first thread
            version: 1
            jdk: 25.0.3
            test: bank.CounterTest.two_adds
            anomaly: lost update
            thread: adder 1
            thread: adder 2
            replay: t0 t1*2 t0
            result: ended
            result: ended
            state: count = 1
            """;

    @TempDir
    Path folder;

    @Test
    void a_file_is_read_as_it_was_written() {
        Path file = folder.resolve("two_adds" + ReplayFile.SUFFIX);
        ReplayFile written = ReplayFile.of(Findings.counter(0));

        written.write(file);

        assertThat(ReplayFile.read(file)).isEqualTo(written);
        assertThat(written.remark()).isEmpty();
    }

    @Test
    void its_text_is_for_people_too() {
        ReplayFile file = ReplayFile.parse(TEXT, "a.schedule");

        assertThat(file.text()).isEqualTo(TEXT);
        assertThat(file.anomaly()).isEqualTo(Anomaly.LOST_UPDATE);
        assertThat(file.threads()).containsExactly("adder 1", "adder 2");
        assertThat(file.expected().state()).containsExactly("count = 1");
    }

    @Test
    void any_value_survives() {
        List<String> values =
                List.of("a\nb", " spaces ", "back\\slash \\n", "", "# no remark", "key: value", "料理", " ");
        ReplayFile file = new ReplayFile("25", "t", Anomaly.DEADLOCK, values, "", new Outcome("", List.of(), values));

        assertThat(ReplayFile.parse(file.text(), "x")).isEqualTo(file);
    }

    @Test
    void another_java_is_remarked() {
        assertThat(ReplayFile.parse(TEXT, "a").remark("26"))
                .hasValue(
                        "The schedule was found on Java 25.0.3, and this is Java 26: where the JDK's own classes are under"
                                + " control it may lead elsewhere. Should it, explore again.");
    }

    @Test
    void what_is_wrong_is_said_with_file_line_and_remedy() {
        complains(
                TEXT.replace("version: 1", "version: 2"),
                "version 2; this Brigade reads version 1. Let this Brigade find the schedule anew");
        complains(TEXT.replace("jdk: 25.0.3\n", ""), "no jdk: it needs a line \"jdk: …\"");
        complains(
                TEXT.replaceAll("thread: .*\n", ""), "no thread: it needs a line such as \"thread: adder 1\" for each");
        complains(TEXT.replace("t1*2", "t7"), "its replay names t7, but it has only 2 threads, numbered from t0");
        complains(
                TEXT.replace("t1*2", "1x2"),
                "\"1x2\", at place 2 of the schedule, is neither like t0 nor like t0*3. Copy it anew from the report");
        complains(TEXT + "result: ended\n", "3 results for 2 threads: it needs one for each, or none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayFile.parse(TEXT.replace("lost update", "lost hope"), "a.schedule"))
                .withMessageStartingWith(
                        "Schedule a.schedule: anomaly \"lost hope\", which there is not. It is one of lost update, write skew");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayFile.parse(TEXT + "jdk: 26\n", "a.schedule"))
                .withMessage("Schedule a.schedule, line 12: a second value for jdk. Keep one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayFile.parse("{\"version\": 1}", "a.schedule"))
                .withMessageStartingWith(
                        "Schedule a.schedule, line 1: \"{\"version\": 1}\" is not of the form key: value");
    }

    private static void complains(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayFile.parse(text, "a.schedule"))
                .withMessage("Schedule a.schedule: " + message);
    }

    @Test
    void files_that_are_not_there_or_no_text_are_named() throws IOException {
        Path missing = folder.resolve("missing.schedule");
        Path binary = Files.write(folder.resolve("binary.schedule"), new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayFile.read(missing))
                .withMessage(
                        "There is no schedule " + missing + ". Let the explorer write it anew, or correct the path");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayFile.read(binary))
                .withMessage(binary + " is no text in UTF-8, so it is no schedule");
        assertThatThrownBy(() -> ReplayFile.of(Findings.counter(0)).write(folder.resolve("no/folder.schedule")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("can't be written. Is its folder there");
    }

    @Test
    void a_schedule_may_name_threads_that_others_have_started() {
        ReplayFile file = ReplayFile.parse(TEXT.replace("t1*2", "ts.0*2 t1.0 t1"), "a.schedule");

        assertThat(file.replay()).isEqualTo("t0 ts.0*2 t1.0 t1 t0");
    }
}
