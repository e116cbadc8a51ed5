package dev.brigade.check.explore;

import dev.brigade.check.control.Controller;
import dev.brigade.check.explore.Verdict.Extent;
import dev.brigade.check.schedule.Event;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Strategy;
import dev.brigade.check.search.DelayBound;
import dev.brigade.check.search.Diverged;
import dev.brigade.check.search.EarlySleeps;
import dev.brigade.check.search.PartialOrder;
import dev.brigade.check.search.PartialOrderSampling;
import dev.brigade.check.search.Replay;
import dev.brigade.check.search.Search;
import dev.brigade.check.search.Segments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Explores one subject: the serial runs, which are the oracle and predict where threads meet; then schedules directed at these
 * places; then all with no or one delay; then all inequivalent ones, for half of the time that is left; then all with more delays up to
 * the bound; then samples. If threads sleep, or wait with a time limit, what has no or one delay, and all that is inequivalent, is run with
 * {@linkplain EarlySleeps sleeps and limits that end early} too. Stops at the first violation, but for a data race looks on for what comes of it. Confined to the
 * thread that explores.
 */
public final class Engine {
    /** After a data race was seen, so many more schedules are tried for a wrong outcome. */
    private static final int AFTER_RACE = 2000;
    /** What is found is made smaller for as long again as may be explored, and for so long at least: a small one is worth a wait. */
    private static final Duration LEAST_TO_SHRINK = Duration.ofSeconds(10);

    /** So much of the time the serial runs may take: without all of them no outcome is known to be wrong. */
    private static final double SERIAL_SHARE = 2;

    private final Controller controller;
    private final Limits limits;
    private final Runner runner;
    private final SerialOutcomes serial;
    private final Judge judge;
    private final long began = System.nanoTime();
    private int schedules;
    private int equivalent;
    private int raceSeen = -1;
    private @Nullable Found race;
    private boolean exhausted;
    private Predicate<Ending> hasName = _ -> false;

    public Engine(Subject subject, Controller controller, Limits limits) {
        this.controller = controller;
        this.limits = limits;
        this.runner = new Runner(subject, controller);
        this.serial = new SerialOutcomes(runner, () -> isOver(SERIAL_SHARE));
        this.judge = new Judge(serial, ending -> hasName.test(ending));
    }

    /** Says who will say of an outcome like that of no serial order whether what is wrong about it has a name of its own. */
    public void namedBy(Predicate<Ending> whether) {
        hasName = whether;
    }

    /** By which the threads run. */
    public Scheduler scheduler() {
        return controller.scheduler();
    }

    /** Explores until something is found, all is explored, or the limits are met. */
    public Verdict explore() {
        Extent[] extent = {new Extent.Some()};
        Optional<Found> found = serialRuns();
        if (found.isEmpty()) {
            try {
                found = search(extent);
            } catch (Diverged e) {
                found = Optional.of(new Found(
                        Violation.UNCONTROLLED, serial.all().getFirst().ending(), schedules));
            }
        }
        if (found.isEmpty() && race != null) {
            found = Optional.of(race);
        }
        int runs = runner.runs();
        return verdict(found.map(this::smallest), extent[0], runs);
    }

    /** Runs one schedule again. */
    public Verdict replay(String schedule) {
        serial.all();
        scheduler().learnPatience();
        schedules++;
        Ending ending = runner.run(Replay.of(schedule));
        return verdict(
                judge.judge(ending).map(violation -> new Found(violation, ending, 1)),
                new Extent.Some(),
                runner.runs());
    }

    /** Runs the same schedule again, for a report. */
    public Ending again(Ending ending) {
        return runner.run(new Replay(ending.run().choices()));
    }

    private Verdict verdict(Optional<Found> found, Extent extent, int runs) {
        List<Verdict.Serial> orders = serial.all().stream()
                .map(one -> new Verdict.Serial(one.order(), one.ending()))
                .toList();
        return new Verdict(
                found,
                orders,
                serial.isComplete(),
                extent,
                schedules,
                equivalent,
                runs,
                Duration.ofNanos(System.nanoTime() - began));
    }

    /** What is wrong already when one runs after the other. */
    private Optional<Found> serialRuns() {
        for (SerialOutcomes.Serial one : serial.all()) {
            Optional<Violation> wrong = judge.judge(one.ending());
            if (wrong.isPresent() && wrong.get() == Violation.DATA_RACE) {
                noteRace(one.ending());
            } else if (wrong.isPresent()) {
                return Optional.of(new Found(wrong.get(), one.ending(), 0));
            }
        }
        List<Ending> differing = serial.differing();
        scheduler().learnPatience();
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(Violation.UNCONTROLLED, differing.getLast(), 0));
    }

    private Optional<Found> search(Extent[] extent) {
        List<List<Event>> events = new ArrayList<>();
        for (SerialOutcomes.Serial one : serial.all()) {
            events.add(one.ending().run().events());
        }
        Directed directed = new Directed(events);
        for (Segments plan : directed.plans()) {
            if (serial.isCutShort()) {
                break;
            }
            Optional<Found> found = run(plan);
            if (found.isPresent()) {
                return found;
            }
            if (isOver(0.3)) {
                break;
            }
        }
        Set<String> shared = directed.shared();
        for (int delays = 0; delays <= Math.min(1, limits.bound()); delays++) {
            Optional<Found> found = all(new DelayBound(delays, shared), 0.4);
            if (found.isPresent()) {
                return found;
            }
            extent[0] = exhausted ? new Extent.Bounded(delays) : extent[0];
        }
        boolean early = runner.couldEndEarly();
        for (int delays = 0; early && delays <= Math.min(1, limits.bound()); delays++) {
            Optional<Found> found = all(new DelayBound(delays, shared), true, 0.5);
            if (found.isPresent()) {
                return found;
            }
        }
        PartialOrder order = new PartialOrder();
        int before = schedules;
        Optional<Found> found = all(order, 0.7);
        equivalent = order.redundant() + (exhausted ? before : 0);
        if (found.isEmpty() && exhausted && runner.couldEndEarly()) {
            PartialOrder earlyOrder = new PartialOrder();
            found = all(earlyOrder, true, 0.9);
            equivalent += earlyOrder.redundant();
        }
        if (found.isPresent()) {
            return found;
        }
        if (exhausted) {
            extent[0] = new Extent.All();
            return Optional.empty();
        }
        for (int delays = 2; delays <= limits.bound(); delays++) {
            found = all(new DelayBound(delays, shared), 0.85);
            if (found.isPresent()) {
                return found;
            }
            extent[0] = exhausted ? new Extent.Bounded(delays) : extent[0];
        }
        return all(new PartialOrderSampling(limits.seed()), 1);
    }

    /** Runs what a search proposes, until {@code share} of the time is over, or of the schedules. */
    private Optional<Found> all(Search search, double share) {
        return all(search, false, share);
    }

    private Optional<Found> all(Search search, boolean sleepsEndEarly, double share) {
        Strategy strategy = sleepsEndEarly ? new EarlySleeps(search) : search;
        exhausted = false;
        while (!isOver(share)) {
            if (!search.next()) {
                exhausted = true;
                return Optional.empty();
            }
            schedules++;
            Ending ending = runner.run(strategy);
            Optional<Found> found = look(ending);
            if (found.isPresent()) {
                return found; // before the search looks at a run that may be one without end
            }
            search.ran(ending.run());
        }
        return Optional.empty();
    }

    private Optional<Found> run(Segments plan) {
        schedules++;
        return look(runner.run(plan));
    }

    private Optional<Found> look(Ending ending) {
        Optional<Violation> wrong = judge.judge(ending);
        if (wrong.isPresent() && wrong.get() == Violation.DATA_RACE) {
            noteRace(ending);
            return Optional.empty();
        }
        return wrong.map(violation -> new Found(violation, ending, schedules));
    }

    private void noteRace(Ending ending) {
        if (race == null) {
            race = new Found(Violation.DATA_RACE, ending, Math.max(1, schedules));
            raceSeen = schedules;
        }
    }

    private boolean isOver(double share) {
        return schedules >= limits.schedules() * share
                || (race != null && schedules - raceSeen > AFTER_RACE)
                || System.nanoTime() - began > limits.time().toNanos() * share;
    }

    private Found smallest(Found found) {
        if (found.violation() == Violation.UNCONTROLLED || found.violation() == Violation.LEFT_CONTROL) {
            return found;
        }
        Duration time = limits.time().compareTo(LEAST_TO_SHRINK) < 0 ? LEAST_TO_SHRINK : limits.time();
        return new Smallest(runner, judge, time).of(found);
    }
}
