package dev.brigade.check.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.control.Controller;
import dev.brigade.check.schedule.Outside;
import dev.brigade.check.search.InOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private final List<Integer> ran = new ArrayList<>(); // one thread at a time

    private final Subject three = new Subject() {
        @Override
        public List<String> names() {
            return List.of("first", "second", "third");
        }

        @Override
        public void setUp() {
            ran.clear();
        }

        @Override
        public String run(int number) {
            ran.add(number);
            return "";
        }

        @Override
        public List<String> state() {
            return List.of();
        }
    };

    @Test
    void a_serial_run_of_some_of_the_threads_follows_its_order() {
        Runner runner = new Runner(three, new Controller(Outside.NOTHING));

        runner.run(new InOrder(List.of("1", "2"), false), List.of(1, 2));
        assertThat(ran).containsExactly(1, 2);

        runner.run(new InOrder(List.of("2", "1"), false), List.of(1, 2));
        assertThat(ran).containsExactly(2, 1);
    }

    @Test
    void the_first_failure_of_the_code_around_the_threads_is_the_reason() {
        Subject failing = new Subject() {
            @Override
            public List<String> names() {
                return List.of("one");
            }

            @Override
            public void setUp() {
                throw new IllegalArgumentException("no room");
            }

            @Override
            public String run(int number) {
                return "";
            }

            @Override
            public List<String> state() {
                throw new IllegalStateException("no state without a room");
            }
        };
        Runner runner = new Runner(failing, new Controller(Outside.NOTHING));

        assertThatThrownBy(() -> runner.run(new InOrder(List.of("0"), false)))
                .hasMessageContaining("prepare")
                .hasMessageContaining("no room");
    }
}
