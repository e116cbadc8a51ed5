package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.DatabaseExploration;
import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What threads return is compared too: the same number given out twice is wrong, although both were counted. */
class ResultsTest {
    private final AtomicInteger count = new AtomicInteger();

    private static int next(AtomicInteger count) {
        count.incrementAndGet();
        return count.get();
    }

    private static void bothGotTwo(Explored explored) {
        assertThat(explored.finding().orElseThrow().found().results()).containsExactly("2", "2");
    }

    @Test
    void of_threads_that_share_what_is_made_anew() {
        bothGotTwo(Explore.fresh(AtomicInteger::new).calls(2, ResultsTest::next).explore());
        assertThat(Explore.fresh(AtomicInteger::new)
                        .calls(AtomicInteger::incrementAndGet, AtomicInteger::incrementAndGet)
                        .verify()
                        .isComplete())
                .isTrue();
    }

    @Test
    void of_threads_that_share_captured_variables() {
        bothGotTwo(Explore.calls(() -> next(count), () -> next(count))
                .given(() -> count.set(0))
                .explore());
        assertThat(Explore.calls(count::incrementAndGet, count::incrementAndGet)
                        .given(() -> count.set(0))
                        .verify()
                        .isComplete())
                .isTrue();
    }

    private static DatabaseExploration<DataSource> numbers(DatabaseProduct product) {
        return Explore.database(product).given(db -> db.execute(Numbers.TABLE).execute(Numbers.ROW));
    }

    @ParameterizedTest
    @EnumSource
    void of_threads_that_share_a_database(DatabaseProduct product) {
        Explored wrong = numbers(product)
                .prepare(Numbers::new)
                .calls(Numbers::nextReadApart, Numbers::nextReadApart)
                .explore();
        assertThat(wrong.finding().orElseThrow().found().results()).containsExactly(".number = 3", ".number = 3");

        assertThat(numbers(product)
                        .prepare(Numbers::new)
                        .calls(Numbers::next, Numbers::next)
                        .verify()
                        .isComplete())
                .isTrue();
    }

    @Test
    void who_has_no_result_is_not_compared_by_it() {
        assertThat(Explore.fresh(AtomicInteger::new)
                        .threads(ResultsTest::next, ResultsTest::next)
                        .verify()
                        .isComplete())
                .isTrue();
    }

    @Test
    void results_are_compared_by_their_contents() {
        assertThat(Explore.fresh(AtomicInteger::new)
                        .calls(count -> List.of(new Numbers.Ticket(1)), count -> null, count -> new int[] {4, 2})
                        .verify()
                        .isComplete())
                .isTrue();
    }

    /** It has no text of its own but that of any object, which is another one for each. */
    static final class Cents extends Number {
        private static final long serialVersionUID = 1;
        private final int cents;

        Cents(int cents) {
            this.cents = cents;
        }

        @Override
        public int intValue() {
            return cents;
        }

        @Override
        public long longValue() {
            return cents;
        }

        @Override
        public float floatValue() {
            return cents;
        }

        @Override
        public double doubleValue() {
            return cents;
        }
    }

    @Test
    void of_numbers_and_failures_that_name_objects_is_compared_what_they_are_and_not_which() {
        Explored right = Explore.fresh(AtomicInteger::new)
                .calls(count -> new Cents(count.incrementAndGet()), _ -> {
                    throw new IllegalStateException("Refused by " + new Object());
                })
                .verify();
        assertThat(right.isComplete()).isTrue();

        Explored wrong = Explore.fresh(AtomicInteger::new)
                .calls(2, count -> new Cents(next(count)))
                .explore();
        assertThat(wrong.finding().orElseThrow().found().results()).containsExactly(".cents = 2", ".cents = 2");
    }

    @Test
    void a_budget_of_all_the_time_there_is_ends_when_all_is_explored() {
        assertThat(Explore.fresh(AtomicInteger::new)
                        .budget(Duration.ofSeconds(Long.MAX_VALUE))
                        .calls(2, AtomicInteger::incrementAndGet)
                        .verify()
                        .isComplete())
                .isTrue();
    }
}
