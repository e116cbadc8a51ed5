package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Usage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class GuessTest {
    private final Guess guess = new Guess(true);

    private void learn(Usage usage, int times) {
        for (int i = 0; i < times; i++) {
            guess.learn(false, usage);
        }
    }

    @Test
    void it_is_made_when_enough_in_a_row_have_sent_one_statement() {
        learn(Usage.ONE_STATEMENT, 31);
        assertThat(guess.isMade()).isFalse();
        learn(Usage.ONE_STATEMENT, 1);
        assertThat(guess.isMade()).isTrue();
    }

    @Test
    void one_that_sends_more_begins_the_row_anew_and_one_that_sends_nothing_does_not_count() {
        learn(Usage.ONE_STATEMENT, 31);
        learn(Usage.MORE, 1);
        learn(Usage.ONE_STATEMENT, 31);
        learn(Usage.NOTHING, 100);
        assertThat(guess.isMade()).isFalse();
        learn(Usage.ONE_STATEMENT, 1);
        assertThat(guess.isMade()).isTrue();
    }

    @Test
    void when_wrong_it_is_forgotten_and_made_again_after_four_times_as_many() {
        learn(Usage.ONE_STATEMENT, 32);
        guess.wasWrong();
        assertThat(guess.isMade()).isFalse();
        assertThat(guess.wrong()).isEqualTo(1);
        learn(Usage.ONE_STATEMENT, 127);
        assertThat(guess.isMade()).isFalse();
        learn(Usage.ONE_STATEMENT, 1);
        assertThat(guess.isMade()).isTrue();
    }

    @Test
    void many_that_were_wrong_at_once_are_one_mistake() {
        learn(Usage.ONE_STATEMENT, 32);
        for (int i = 0; i < 50; i++) {
            guess.wasWrong();
        }
        assertThat(guess.wrong()).isEqualTo(50);
        learn(Usage.ONE_STATEMENT, 128);
        assertThat(guess.isMade()).isTrue();
    }

    @Test
    void right_ones_are_counted_and_more_than_one_statement_forgets() {
        learn(Usage.ONE_STATEMENT, 32);
        guess.learn(true, Usage.ONE_STATEMENT);
        guess.learn(true, Usage.NOTHING);
        assertThat(guess.right()).isEqualTo(1);
        guess.learn(true, Usage.MORE);
        assertThat(guess.isMade()).isFalse();
        assertThat(guess.wrong()).isZero(); // none had to run again
    }

    @Test
    void where_it_is_not_allowed_it_is_never_made() {
        Guess never = new Guess(false);
        for (int i = 0; i < 1000; i++) {
            never.learn(false, Usage.ONE_STATEMENT);
        }
        assertThat(never.isMade()).isFalse();
    }

    @Test
    void threads_that_learn_at_once_make_it_after_as_many_as_one_would() throws Exception {
        int threads = 8;
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                var _ = all.submit(() -> {
                    go.await();
                    learn(Usage.ONE_STATEMENT, 4);
                    return null;
                });
            }
            go.countDown();
        }
        assertThat(guess.isMade()).isTrue();
    }
}
