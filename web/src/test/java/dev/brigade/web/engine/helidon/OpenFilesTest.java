package dev.brigade.web.engine.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {

    @Test
    void asManyConnectionsAsAreWantedIfTheFilesAreEnough() {
        assertThat(OpenFiles.within(10_000, 1_048_576)).isEqualTo(10_000);
        assertThat(OpenFiles.within(10_000, Long.MAX_VALUE)).isEqualTo(10_000);
    }

    @Test
    void someFilesAreLeftForTheRest() {
        assertThat(OpenFiles.within(10_000, 1024)).isEqualTo(824);
    }

    @Test
    void whereThereAreHardlyAnyFilesHalfOfThemAre() {
        assertThat(OpenFiles.within(10_000, 300)).isEqualTo(150);
        assertThat(OpenFiles.within(10_000, 1)).isEqualTo(1);
    }
}
