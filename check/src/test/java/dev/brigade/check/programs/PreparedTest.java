package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.DatabaseExploration;
import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What threads share is made of the database's connections. */
class PreparedTest {
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    private static DatabaseExploration<DataSource> numbers() {
        return Explore.database(DatabaseProduct.H2)
                .given(db -> db.execute(Numbers.TABLE).execute(Numbers.ROW));
    }

    private Numbers make(DataSource source) {
        made.incrementAndGet();
        return new Numbers(source, closed);
    }

    @Test
    void each_run_has_its_own_and_closes_it() {
        Explored explored = numbers()
                .prepare(this::make)
                .calls(Numbers::next, Numbers::next)
                .stateOf(Numbers::given)
                .invariantOf("two were given out", numbers -> numbers.given() == 2)
                .verify();

        assertThat(explored.isComplete()).isTrue();
        assertThat(made).hasValueGreaterThan(explored.schedules());
        assertThat(closed).hasValue(made.get());
    }

    @Test
    void all_runs_have_the_same_if_it_is_made_once() {
        Explored explored = numbers()
                .prepareOnce(this::make)
                .beforeEach(Numbers::forget)
                .calls(Numbers::next, Numbers::next)
                .stateOf(Numbers::given)
                .verify();

        assertThat(explored.isComplete()).isTrue();
        assertThat(made).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void what_is_made_once_and_not_brought_back_is_told() {
        Explored explored = numbers()
                .prepareOnce(this::make)
                .calls(Numbers::next, Numbers::next)
                .stateOf(Numbers::given)
                .explore();

        assertThat(explored.finding().orElseThrow().anomaly()).isEqualTo(Anomaly.UNCONTROLLED);
    }

    private static Numbers withTable(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(Numbers.TABLE);
            statement.execute(Numbers.ROW);
        }
        return new Numbers(source);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_made_once_may_fill_the_database(DatabaseProduct product) {
        Explored explored = Explore.database(product)
                .prepareOnce(PreparedTest::withTable)
                .calls(Numbers::next, Numbers::next)
                .verify();

        assertThat(explored.isComplete()).isTrue();
    }

    @Test
    void limits_and_rows_that_were_given_before_count() {
        Explored explored = numbers()
                .schedules(1)
                .prepare(Numbers::new)
                .given(db -> db.execute("update numbers set next = 7"))
                .calls(Numbers::next)
                .explore();

        assertThat(explored.schedules()).isEqualTo(1);
    }

    @Test
    void threads_that_were_told_before_are_refused() {
        DatabaseExploration<DataSource> told = numbers().threads(source -> {});

        assertThatThrownBy(() -> told.prepare(Numbers::new))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("prepare(…)");
    }

    @Test
    void what_can_not_be_made_is_told() {
        assertThatThrownBy(() -> numbers()
                        .prepareOnce(source -> {
                            throw new IllegalStateException("no licence");
                        })
                        .threads(nothing -> {})
                        .explore())
                .hasMessageContaining("no licence");
    }
}
