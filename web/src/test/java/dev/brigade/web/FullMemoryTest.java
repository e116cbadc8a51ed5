package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that had no memory for a while, not even for the words of a message. */
class FullMemoryTest {
    @TempDir
    Path folder;

    @Test
    void requests_have_deadlines_again() throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, List.of("-Xmx28m"), FullMemoryApp.class, "--port", "0")) {
            int port = child.port();
            child.tell("fill");
            child.hasSaid(Pattern.compile("memory is free again"));

            String answer = Wire.answer(port, "GET", "/sleep");

            assertThat(answer).as("%s", child.said()).startsWith("HTTP/1.1 503 ");
        }
    }
}
