package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.errors.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is started where one runs already. */
class SecondStartTest {
    @Test
    void it_says_that_the_port_is_taken_before_it_looks_at_the_database(@TempDir Path folder) {
        try (Server first = App.named("first").start("--port", "0")) {
            String port = String.valueOf(first.port());
            App second = App.named("second").database("jdbc:h2:" + folder.resolve("data/second"));
            assertThatThrownBy(() -> second.start("--port", port))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("Can't listen on localhost:" + port)
                    .hasMessageContaining("choose another port");
            assertThat(Files.exists(folder.resolve("data"))).isFalse();
        }
    }
}
