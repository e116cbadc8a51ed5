package theatre;

import static dev.brigade.check.DatabaseProduct.H2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.DatabaseExploration;
import dev.brigade.check.Explore;
import dev.brigade.check.NotThreadSafeError;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The explorer calls the service as the application's threads would, through Spring's proxies. In a project of one's own a test says
 * {@code verify()}, and fails with a report as long as something is wrong.
 */
class SeatsTest {

    private interface Sale {
        boolean of(Seats seats, String guest);
    }

    /** The whole application, once for all runs, on the explorer's connections; schema.sql and data.sql fill them. */
    private static ConfigurableApplicationContext theatre(DataSource source) {
        return new SpringApplicationBuilder(Theatre.class)
                .web(WebApplicationType.NONE)
                .initializers((GenericApplicationContext context) ->
                        context.registerBean("dataSource", DataSource.class, () -> source))
                .run();
    }

    /** Two guests want the same seat. */
    private static DatabaseExploration<ConfigurableApplicationContext> two(Sale sale) {
        return Explore.database(H2)
                .prepareOnce(SeatsTest::theatre)
                .calls(
                        theatre -> sale.of(theatre.getBean(Seats.class), "Ann"),
                        theatre -> sale.of(theatre.getBean(Seats.class), "Bob"));
    }

    @Test
    void a_transaction_does_not_keep_others_from_selling_the_same_seat() {
        assertThatThrownBy(two((seats, guest) -> seats.sellNaively(1, guest))::verify)
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageStartingWith("Lost update: ");
    }

    @Test
    void a_monitor_that_is_free_before_the_commit_does_not_either() {
        assertThatThrownBy(two((seats, guest) -> seats.sellSynchronized(1, guest))::verify)
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageStartingWith("Lost update: ");
    }

    @Test
    void an_annotation_on_a_method_that_its_own_object_calls_counts_for_nothing() {
        assertThatThrownBy(two((seats, guest) -> seats.sellBySelfCall(1, guest))::verify)
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageStartingWith("Lost update: ");
    }

    @Test
    void at_serializable_it_is_proved_right() {
        assertThat(two((seats, guest) -> seats.sellAtSerializable(1, guest))
                        .verify()
                        .isComplete())
                .isTrue();
    }

    @Test
    void in_one_statement_it_is_proved_right() {
        assertThat(two((seats, guest) -> seats.sell(1, guest)).verify().isComplete())
                .isTrue();
    }
}
