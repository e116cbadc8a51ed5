package dev.brigade.bench.compare;

import dev.brigade.bench.load.LoadGenerator;
import dev.brigade.bench.load.Measured;
import dev.brigade.bench.load.Order;
import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.bench.process.Pinning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures the subjects of a scenario at the same time, on the CPU that they share: for differences of a percent or two, which
 * {@link Comparison} can't see, since a machine that others use too changes more than that from one second to the next. Here a
 * disturbance lasts for many turns of the operating system's scheduler and so finds all of them at work. Of use for CPU per
 * request only: what each gets done in that time is a matter of the scheduler.
 */
public final class SideBySide {
    private final Scenario scenario;
    private final Plan plan;
    private final Pinning servers;
    private final Pinning others;
    private final List<Turns> turns;

    private SideBySide(Scenario scenario, Plan plan, Pinning servers, Pinning others) {
        this.scenario = scenario;
        this.plan = plan;
        this.servers = servers;
        this.others = others;
        this.turns = scenario.subjects().stream()
                .map(subject -> new Turns(subject, new ArrayList<>()))
                .toList();
    }

    /** What was measured of each subject, in the first phase of the plan. */
    public static List<Turns> run(Scenario scenario, Plan plan, Pinning servers, Pinning others) {
        SideBySide all = new SideBySide(scenario, plan, servers, others);
        for (int i = 0; i < plan.launches(); i++) {
            all.launch();
        }
        return all.turns;
    }

    /** A server and the process that asks it. */
    private record Pair(SubjectServer server, LoadGenerator load) implements AutoCloseable {
        @Override
        public void close() {
            load.close();
            server.close();
        }
    }

    private void launch() {
        Phase phase = plan.phases().getFirst();
        List<Pair> pairs = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Subject subject : scenario.subjects()) {
                pairs.add(new Pair(new SubjectServer(subject, servers), new LoadGenerator(others)));
            }
            round(threads, pairs, phase.connections(), plan.warmUp());
            for (int i = 0; i < phase.rounds(); i++) {
                List<Round> round = round(threads, pairs, phase.connections(), phase.round());
                for (int whose = 0; whose < round.size(); whose++) {
                    turns.get(whose).rounds().add(round.get(whose));
                }
            }
        } finally {
            pairs.forEach(Pair::close);
        }
    }

    private List<Round> round(ExecutorService threads, List<Pair> pairs, int connections, Duration duration) {
        List<Future<Round>> rounds = new ArrayList<>();
        for (Pair pair : pairs) {
            rounds.add(threads.submit(() -> turn(pair, connections, duration)));
        }
        List<Round> all = new ArrayList<>();
        for (Future<Round> round : rounds) {
            try {
                all.add(round.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchmarkException("Interrupted during a round", e);
            } catch (ExecutionException e) {
                throw new BenchmarkException("A round failed: " + e.getCause(), e);
            }
        }
        return all;
    }

    private Round turn(Pair pair, int connections, Duration duration) {
        Order order = new Order(pair.server().port(), scenario.ask(), connections, duration);
        Duration loadBefore = pair.load().cpu();
        Duration before = pair.server().cpu();
        Measured measured = pair.load().run(order);
        Duration cpu = pair.server().cpu().minus(before);
        scenario.mustTolerate(pair.server().subject(), measured);
        return new Round(measured, cpu, pair.load().cpu().minus(loadBefore), Duration.ZERO);
    }
}
