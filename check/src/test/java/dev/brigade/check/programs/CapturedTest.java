package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.Explore;
import dev.brigade.check.NotThreadSafeError;
import org.junit.jupiter.api.Test;

/** Variables that lambdas have captured; here, since the classes of this package are explored. */
class CapturedTest {

    @Test
    void captured_variables_are_compared() {
        int[] seats = new int[1];
        assertThatThrownBy(() -> Explore.threads(() -> seats[0]--, () -> seats[0]--)
                        .given(() -> seats[0] = 5)
                        .verify())
                .isInstanceOf(NotThreadSafeError.class);
    }
}
