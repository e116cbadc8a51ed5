package dev.brigade.web.engine.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process that can't accept a connection since it has too many files open accepts it when it has fewer. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NoFilesLeftTest {

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoConnectsWhenNoFileIsLeftIsAnsweredWhenThereIsOne() throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 256 && exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NoFilesLeft.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = process.inputReader();
                OutputStream say = process.getOutputStream()) {
            assertThat(await(said, "pollers "))
                    .as("it has opened before the first client comes what threads wait with")
                    .isNotEqualTo("pollers 0");
            String port = await(said, "port ");
            try (Client client = new Client(Integer.parseInt(port.substring("port ".length())))) {
                client.send(AnswersTest.GET);
                assertThat(await(said, "A connection could not be taken in")).contains("ulimit -n");
                tell(say);

                assertThat(client.answer().status()).isEqualTo(200);
            }
            tell(say);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void tell(OutputStream to) throws IOException {
        to.write('\n');
        to.flush();
    }

    private static String await(BufferedReader from, String part) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            if (line.contains(part)) {
                return line;
            }
            all.append(line).append('\n');
        }
        throw new IOException("It ended without saying \"" + part + "\":\n" + all);
    }
}
