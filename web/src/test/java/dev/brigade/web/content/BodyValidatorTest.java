package dev.brigade.web.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BodyValidatorTest {
    record Wish(@NotNull String dish) {}

    private final AtomicInteger loads = new AtomicInteger();

    private Validator fails_first() {
        if (loads.incrementAndGet() == 1) {
            throw new OutOfMemoryError("made up");
        }
        return Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()
                .getValidator();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS) // or it would wait for ever
    void who_waits_is_told_that_it_could_not_be_loaded_and_the_next_tries_again() throws InterruptedException {
        BodyValidator validator = new BodyValidator(true, this::fails_first);
        assertThatThrownBy(() -> validator.check(new Wish("soup")))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(validator.check(new Wish("soup"))).isEqualTo(new Wish("soup"));
    }
}
