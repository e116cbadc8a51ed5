package dev.brigade.check;

import dev.brigade.check.agent.Agent;
import dev.brigade.check.control.Controller;
import dev.brigade.check.explore.Carrier;
import dev.brigade.check.explore.Engine;
import dev.brigade.check.explore.Limits;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.explore.Verdict;
import dev.brigade.check.report.ExplorationException;
import dev.brigade.check.report.ReplayFile;
import dev.brigade.check.schedule.Outside;
import dev.brigade.check.search.Diverged;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * What is to be explored, and how much of it. Its methods change it and return it; confined to one thread.
 *
 * @param <E> the kind of exploration
 */
public abstract class Exploration<E extends Exploration<E>> {
    /** As good as no limit, and can be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(1000);

    private Limits limits = Limits.DEFAULT;
    private final Map<String, Callable<Boolean>> invariants = new LinkedHashMap<>();
    /** Whether the last exploration has left a thread to itself. */
    private boolean leftThread;

    Exploration() {}

    abstract E self();

    /** Takes over how much {@code other} explores, and what must hold. */
    void takes(Exploration<?> other) {
        limits = other.limits;
        invariants.putAll(other.invariants);
    }

    /** What is explored, prepared for {@code controller}; after {@link #open}. */
    abstract Subject subject(Controller controller);

    /** Opens what the exploration needs; returns what stands outside of this JVM. */
    Outside open() {
        return Outside.NOTHING;
    }

    /** Closes what was opened. */
    void close() {}

    /** How much is explored. */
    Limits limits() {
        return limits;
    }

    /** Explores for at most this long; 10 s unless it is said. */
    public E budget(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "A budget of " + time + " leaves no time to explore; give it some seconds");
        }
        Duration counted = time.compareTo(LONGEST) < 0 ? time : LONGEST;
        limits = new Limits(counted, limits.schedules(), limits.bound(), limits.seed());
        return self();
    }

    /** Runs at most so many schedules; as many again for a remedy that is tried. */
    public E schedules(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("At least 1 schedule has to be run, not " + most);
        }
        limits = new Limits(limits.time(), most, limits.bound(), limits.seed());
        return self();
    }

    /**
     * Where there are too many inequivalent schedules to run them all, runs all with up to so many delays; 2 unless it is said. A
     * delay is a switch to another thread where the one that runs could go on.
     */
    public E bound(int delays) {
        if (delays < 0) {
            throw new IllegalArgumentException(
                    "A bound of " + delays + " delays allows no schedule; 0 allows those without");
        }
        limits = new Limits(limits.time(), limits.schedules(), delays, limits.seed());
        return self();
    }

    /** The seed of the samples that are taken with the time that is left. */
    public E seed(long seed) {
        limits = new Limits(limits.time(), limits.schedules(), limits.bound(), seed);
        return self();
    }

    /** Explores the classes of these packages too, also if they come from a library. */
    public E packages(String... names) {
        Agent.include(names);
        return self();
    }

    /** Something that must hold in the end of each run. Not needed: what no serial order gives is found without. */
    public E invariant(String sentence, Callable<Boolean> holds) {
        invariants.put(sentence, holds);
        return self();
    }

    /**
     * Explores.
     *
     * @return what was found, and how much was explored
     */
    public Explored explore() {
        Optional<String> again = Replaying.schedule();
        if (again.isPresent()) {
            return replay(again.get());
        }
        try {
            Explored explored = run(this::quietly);
            return explored.finding()
                    .filter(Findings::isOfRows)
                    .flatMap(_ -> atSerializable())
                    .map(explored::helped)
                    .orElse(explored);
        } finally {
            closeUnlessLeft();
        }
    }

    /** The same at SERIALIZABLE, if it is not so already and can be: to prove that it helps. Before {@link #close}. */
    Optional<Explored> atSerializable() {
        return Optional.empty();
    }

    /**
     * Explores, and fails if something is found.
     *
     * @throws NotThreadSafeError with a report for people
     */
    public Explored verify() {
        Explored explored = explore();
        if (explored.finding().isPresent()) {
            throw new NotThreadSafeError(explored);
        }
        return explored;
    }

    /**
     * Runs one schedule again, that of a finding: to watch it in a debugger, or to keep it as a test.
     *
     * @throws NotThreadSafeError if it still shows something
     * @throws ExplorationException if the code is no longer the same, so that the schedule leads elsewhere
     * @throws IllegalArgumentException if it is no schedule
     */
    public Explored replay(String schedule) {
        Explored explored = replayed(schedule);
        if (explored.finding().isPresent()) {
            throw new NotThreadSafeError(explored);
        }
        return explored;
    }

    /**
     * As {@link #replay(String)}, the schedule of a file that a finding has left in {@code target/brigade/findings}.
     *
     * @throws IllegalArgumentException if the file is missing or no schedule
     */
    public Explored replay(Path file) {
        ReplayFile kept = ReplayFile.read(file);
        try {
            return replay(kept.replay());
        } catch (ExplorationException e) {
            throw new ExplorationException(
                    file + ": " + e.getMessage()
                            + kept.remark().map(remark -> " " + remark).orElse(""),
                    e);
        }
    }

    private Explored replayed(String schedule) {
        try {
            return run(engine -> engine.replay(schedule));
        } catch (Diverged e) {
            throw new ExplorationException(
                    "The schedule leads elsewhere: the code, or what it starts from, has changed since it was found. "
                            + e.getMessage() + ". Explore anew, without replay.",
                    e);
        } finally {
            closeUnlessLeft();
        }
    }

    /** A thread that was left to itself may hold for ever what closing waits for, such as a connection that it uses. */
    private void closeUnlessLeft() {
        if (!leftThread) {
            close();
        }
        leftThread = false;
    }

    private Verdict quietly(Engine engine) {
        try (QuietLogs _ = QuietLogs.all(engine.scheduler())) {
            return engine.explore();
        }
    }

    private Explored run(Function<Engine, Verdict> how) {
        dev.brigade.check.report.Subject about = about();
        Carrier carrier = new Carrier();
        try {
            return carrier.call(() -> run(how, about, carrier));
        } catch (Carrier.Spins e) {
            leftThread = true;
            return Explored.spins(about, e);
        }
    }

    private Explored run(Function<Engine, Verdict> how, dev.brigade.check.report.Subject about, Carrier carrier) {
        Controller controller = new Controller(open());
        carrier.watch(controller.scheduler());
        Subject subject = subject(controller);
        Engine engine = new Engine(subject, controller, limits);
        engine.namedBy(new Findings(about, subject.names(), engine, controller)::isNamed);
        try (QuietLogs _ = QuietLogs.leftovers(controller.scheduler())) { // also of the runs that try what helps
            return Explored.of(how.apply(engine), about, subject, engine, controller);
        }
    }

    /** What is explored, for a report. */
    dev.brigade.check.report.Subject about() {
        return new dev.brigade.check.report.Subject.Threads(Caller.name());
    }

    /** The sentences of those invariants that do not hold now. */
    List<String> broken() throws Exception {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, Callable<Boolean>> invariant : invariants.entrySet()) {
            if (!invariant.getValue().call()) {
                broken.add(invariant.getKey());
            }
        }
        return broken;
    }
}
