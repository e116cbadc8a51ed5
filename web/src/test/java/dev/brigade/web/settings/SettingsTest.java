package dev.brigade.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private final Settings settings = new Settings();
    private final Setting<Integer> port = settings.declare("port", Integer.class, 8080, "");
    private final Setting<Duration> grace = settings.declare("stop.grace", Duration.class, Duration.ofSeconds(30), "");

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve(Settings.FILE), text);
    }

    @BeforeEach
    void noFile() throws IOException {
        Files.deleteIfExists(folder.resolve(Settings.FILE));
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        file("port=1\nstop.grace=1s\n");
        settings.load(folder, Map.of("BRIGADE_PORT", "2", "BRIGADE_STOP_GRACE", "2s"), List.of("--port", "3"));
        assertThat(port.value()).isEqualTo(3);
        assertThat(grace.value()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatNobodySetsKeepsItsDefault() {
        settings.load(folder, Map.of(), List.of());
        assertThat(port.value()).isEqualTo(8080);
        assertThat(grace.value()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aValueMayFollowAnEqualsSign() {
        settings.load(folder, Map.of(), List.of("--port=0", "--stop.grace=250ms"));
        assertThat(port.value()).isZero();
        assertThat(grace.value()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void aMisspeltNameIsAnErrorThatProposesTheNearest() throws IOException {
        assertThatThrownBy(() -> settings.load(folder, Map.of(), List.of("--prot", "1")))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "There is no setting \"prot\" (on the command line). Did you mean \"port\"? --help lists all.");
        file("stop.garce=1s");
        assertThatThrownBy(() -> settings.load(folder, Map.of(), List.of()))
                .hasMessageContaining("brigade.properties")
                .hasMessageContaining("Did you mean \"stop.grace\"?");
    }

    @Test
    void aWrongValueIsAnErrorThatSaysWhereItIs() {
        assertThatThrownBy(() -> settings.load(folder, Map.of("BRIGADE_PORT", "http"), List.of()))
                .hasMessage(
                        "Setting port (environment variable BRIGADE_PORT) must be a whole number or a number in range, not \"http\"");
        assertThatThrownBy(() -> settings.load(folder, Map.of(), List.of("--stop.grace", "5 minutes")))
                .hasMessage(
                        "Setting stop.grace (the command line) must be a duration such as 250ms, 5s, 2m or 1h, not \"5 minutes\"");
        assertThatThrownBy(() -> settings.load(folder, Map.of(), List.of("--port")))
                .hasMessage("--port needs a value");
        assertThatThrownBy(() -> settings.load(folder, Map.of(), List.of("start")))
                .hasMessageContaining("--name value");
    }

    @Test
    void aNameIsDeclaredOnce() {
        assertThatThrownBy(() -> settings.declare("port", String.class, "", "")).hasMessageContaining("declared twice");
        assertThatThrownBy(() -> settings.declare("My-Port", String.class, "", ""))
                .hasMessageContaining("no name for a setting");
    }

    @Test
    void aSecretIsNotPrinted() {
        Setting<String> password = settings.declare("database.password", String.class, "", "");
        settings.load(folder, Map.of("BRIGADE_DATABASE_PASSWORD", "swordfish"), List.of());
        assertThat(password.value()).isEqualTo("swordfish");
        assertThat(password).doesNotHaveToString("swordfish").hasToString("database.password=…");
    }
}
