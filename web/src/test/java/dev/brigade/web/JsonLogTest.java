package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process whose log is collected: each line is a JSON object, whatever is in it. */
class JsonLogTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");

    @TempDir
    Path folder;

    private static List<JsonNode> lines(ChildProcess child) throws Exception {
        return child.said().lines().map(JSON::readTree).toList();
    }

    private static String request(int port, String path, String... headers) throws Exception {
        try (Wire wire = new Wire(port)) {
            wire.send("GET", path, String.join("", headers) + "Connection: close\r\n");
            return wire.rest();
        }
    }

    @Test
    void each_line_is_an_object_from_the_first_to_the_last() throws Exception {
        try (ChildProcess child = ChildProcess.start(
                folder, SlowApp.class, "--port", "0", "--log.format", "json", "--access.log", "on")) {
            int port = Integer.parseInt(child.hasSaid(PORT).group(1));
            request(port, "/fails?with=%22", "X-Request-Id: r-1\r\n");
            request(port, "/nowhere");
            try (Wire wire = new Wire(port)) {
                wire.send("POST", "/nowhere", "Content-Length: many\r\n");
                assertThat(wire.rest()).startsWith("HTTP/1.1 400 ");
            }
            child.terminate();
            assertThat(child.exitCode()).isZero();

            List<JsonNode> lines = lines(child);
            JsonNode failed = lines.stream()
                    .filter(line -> line.get("level").asString().equals("ERROR"))
                    .findFirst()
                    .orElseThrow();
            assertThat(failed.get("threadName").asString()).startsWith("GET /fails #");
            assertThat(failed.get("throwable").get("message").asString()).isEqualTo("first line\n\"second\" line");
            assertThat(failed.get("mdc").get("correlation").asString()).isEqualTo("r-1");
            assertThat(lines.stream()
                            .filter(line -> line.get("loggerName").asString().equals("brigade.access"))
                            .map(line -> line.get("formattedMessage").asString().contains("/fails")
                                    == line.get("mdc").has("correlation")))
                    .hasSize(3)
                    .containsOnly(true);
            JsonNode answered = lines.stream()
                    .filter(line -> line.get("loggerName").asString().equals("brigade.access"))
                    .filter(line -> line.get("formattedMessage").asString().contains("/nowhere"))
                    .findFirst()
                    .orElseThrow();
            assertThat(answered.get("kvpList").toString())
                    .contains("\"method\":\"GET\"", "\"path\":\"/nowhere\"", "\"status\":\"404\"");
            JsonNode unread = lines.stream()
                    .filter(line -> line.get("formattedMessage")
                            .asString()
                            .startsWith("127.0.0.1 - - 400 - - The request's Content-Length"))
                    .findFirst()
                    .orElseThrow();
            assertThat(unread.get("kvpList").toString()).contains("\"status\":\"400\"");
            assertThat(lines.getLast().get("formattedMessage").asString()).contains("Stopped");
        }
    }

    @Test
    void a_file_of_the_application_goes_before_and_a_warning_says_so() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>mine: %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="console"/></root>
                </configuration>
                """);
        try (ChildProcess child = ChildProcess.start(
                folder,
                List.of("-Dlogback.configurationFile=" + file),
                SlowApp.class,
                "--port",
                "0",
                "--log.format",
                "json")) {
            child.hasSaid(PORT);
            assertThat(child.said())
                    .contains("mine: Setting log.format is json, but a logback.xml of the application says how")
                    .contains("mine: slow is ready");
        }
    }
}
