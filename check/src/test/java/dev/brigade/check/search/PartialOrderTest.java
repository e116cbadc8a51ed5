package dev.brigade.check.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.schedule.Run;
import dev.brigade.check.schedule.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How many schedules there are of small programs, and that none is missing. */
class PartialOrderTest {
    private final Scheduler scheduler = new Scheduler();

    private record Explored(int schedules, int redundant, Set<String> outcomes) {}

    private Explored explore(Function<List<Cell>, List<Runnable>> program, Search search) {
        Set<String> outcomes = new TreeSet<>();
        int schedules = 0;
        while (search.next() && schedules < 200_000) {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                cells.add(new Cell(scheduler, "c" + i));
            }
            List<Scheduler.Body> bodies = new ArrayList<>();
            for (Runnable code : program.apply(cells)) {
                bodies.add(new Scheduler.Body("t" + bodies.size(), String.valueOf(bodies.size()), code));
            }
            StringBuilder outcome = new StringBuilder();
            Run run = scheduler.run(() -> {}, bodies, () -> cells.forEach(cell -> outcome.append(cell.read())), search);
            assertThat(run.end()).isEqualTo(Run.End.COMPLETE);
            outcomes.add(outcome.toString());
            search.ran(run);
            schedules++;
        }
        return new Explored(schedules, search instanceof PartialOrder order ? order.redundant() : 0, outcomes);
    }

    private static Runnable adds(Cell cell) {
        return () -> cell.write(cell.read() + 1);
    }

    @Test
    void two_threads_that_add_have_a_few_classes_of_schedules() {
        Function<List<Cell>, List<Runnable>> program = cells -> List.of(adds(cells.get(0)), adds(cells.get(0)));

        Explored reduced = explore(program, new PartialOrder());
        Explored all = explore(program, new DelayBound(100, Set.of("c0")));

        assertThat(reduced.outcomes()).containsExactly("1000", "2000").isEqualTo(all.outcomes());
        assertThat(reduced.schedules() - reduced.redundant()).isEqualTo(4);
    }

    @Test
    void threads_that_share_nothing_have_one_schedule() {
        Explored explored = explore(
                cells -> List.of(adds(cells.get(0)), adds(cells.get(1)), adds(cells.get(2))), new PartialOrder());

        assertThat(explored.schedules()).isEqualTo(1);
    }

    @Test
    void a_writer_and_readers_of_many_cells_have_no_more_than_needed() { // the example of the source sets
        Explored explored = explore(
                cells -> List.of(
                        () -> cells.get(0).write(1),
                        () -> {
                            cells.get(1).read();
                            cells.get(0).read();
                        },
                        () -> {
                            cells.get(2).read();
                            cells.get(0).read();
                        }),
                new PartialOrder());

        assertThat(explored.schedules() - explored.redundant()).isEqualTo(4);
    }

    @Test
    void nothing_is_missing_of_random_programs() {
        for (int seed = 0; seed < 150; seed++) {
            var random = new java.util.Random(seed);
            List<List<int[]>> code = new ArrayList<>();
            for (int t = 0; t < 2 + random.nextInt(2); t++) {
                List<int[]> steps = new ArrayList<>();
                for (int s = 0; s < 1 + random.nextInt(2); s++) {
                    steps.add(new int[] {random.nextInt(2), random.nextInt(t < 2 ? 3 : 2)});
                }
                code.add(steps);
            }
            Function<List<Cell>, List<Runnable>> program = cells -> {
                List<Runnable> threads = new ArrayList<>();
                for (int t = 0; t < code.size(); t++) {
                    int me = t;
                    threads.add(() -> {
                        int seen = me + 1;
                        for (int[] step : code.get(me)) {
                            Cell cell = cells.get(step[0]);
                            switch (step[1]) {
                                case 0 -> seen = seen * 3 % 7 + cell.read();
                                case 1 -> cell.write(seen);
                                default -> cell.write(cell.read() + seen);
                            }
                        }
                        if (me < 2) {
                            cells.get(2 + me).write(seen);
                        }
                    });
                }
                return threads;
            };
            Explored reduced = explore(program, new PartialOrder());
            Explored all = explore(program, new DelayBound(1000, Set.of("c0", "c1", "c2", "c3")));
            assertThat(reduced.outcomes()).as("program %d", seed).isEqualTo(all.outcomes());
            assertThat(reduced.schedules()).isLessThanOrEqualTo(all.schedules());
        }
    }

    @Test
    void a_lock_of_the_jdk_is_waited_for() {
        ReentrantLock lock = new ReentrantLock();
        Explored explored = explore(
                cells -> {
                    Runnable locked = () -> {
                        lock.lock();
                        try {
                            cells.get(0).write(cells.get(0).read() + 1);
                        } finally {
                            lock.unlock();
                        }
                    };
                    return List.of(locked, locked);
                },
                new DelayBound(2, Set.of("c0")));

        assertThat(explored.outcomes()).containsExactly("2000");
    }

    @Test
    void monitors_are_repeated_exactly() {
        Object monitor = new Object();
        Function<List<Cell>, List<Runnable>> program = cells -> {
            Runnable adds = () -> {
                synchronized (monitor) {
                    cells.get(0).write(cells.get(0).read() + 1);
                    monitor.notifyAll();
                }
                cells.get(1).write(cells.get(1).read() + 1);
            };
            return List.of(adds, adds, () -> {
                synchronized (monitor) {
                    while (cells.get(0).read() == 0) {
                        try {
                            monitor.wait();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }
            });
        };
        PartialOrderSampling random = new PartialOrderSampling(7);
        for (int i = 0; i < 300; i++) {
            random.next();
            List<Cell> cells = List.of(new Cell(scheduler, "c0"), new Cell(scheduler, "c1"));
            Run first = scheduler.run(() -> {}, bodies(program.apply(cells)), () -> {}, random);
            List<Cell> others = List.of(new Cell(scheduler, "c0"), new Cell(scheduler, "c1"));
            Run second = scheduler.run(() -> {}, bodies(program.apply(others)), () -> {}, new Replay(first.choices()));
            assertThat(first.end()).isEqualTo(Run.End.COMPLETE);
            assertThat(second.choices()).isEqualTo(first.choices());
            assertThat(second.events().stream()
                            .map(event -> event.operation().text())
                            .toList())
                    .isEqualTo(first.events().stream()
                            .map(event -> event.operation().text())
                            .toList());
        }
    }

    private static List<Scheduler.Body> bodies(List<Runnable> codes) {
        List<Scheduler.Body> bodies = new ArrayList<>();
        for (Runnable code : codes) {
            bodies.add(new Scheduler.Body("t" + bodies.size(), String.valueOf(bodies.size()), code));
        }
        return bodies;
    }
}
