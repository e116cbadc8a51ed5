package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who waits for whom at one moment, from some that have waited for long and outwards. Confined to one thread.
 *
 * <p><b>AND and OR.</b> Those who wait for the same stand before one <i>gate</i>, which opens when those of its holders that
 * can go on hold as many units as are missing: all of it for a lock or a row (AND), any one connection for a pool (OR). A
 * deadlock is a set of activities behind gates that never open, found as in Knapp's survey of the AND-OR model ("Deadlock
 * detection in distributed databases", ACM Computing Surveys 19, 1987): who can go on is taken away, then those whose gates
 * open by that, until nothing changes. Those who remain can't go on, whatever the others do. Each gate and each holder is
 * looked at once, so ten thousand before one gate cost ten thousand steps.
 *
 * <p><b>Why what remains is no mistake.</b> The graph is read while threads run. But each who remains is {@linkplain
 * Blocked#isStill still} in the very wait in which it was before the reading began: who began to wait later counts as one that can
 * go on, since what it held may have been read before it let that go. So during the reading it has
 * acquired nothing and released nothing, and what was read of it was true all the time. As all who count for a remaining gate remain
 * themselves, the deadlock existed at each moment of the reading.
 */
final class WaitGraph {

    private static final class Gate {
        final Blockers blockers;
        final List<Activity> before = new ArrayList<>(1);
        int units;
        boolean open;

        Gate(Blockers blockers) {
            this.blockers = blockers;
        }
    }

    private final Map<Activity, Blocked> blocked = new LinkedHashMap<>();
    private final Map<Object, Gate> gates = new HashMap<>();
    private final Map<Activity, List<Gate>> holds = new HashMap<>();
    private final Set<Activity> free = new HashSet<>();
    /** Those that go on, whose units have been counted: each once, also when its own gate opens later. */
    private final Set<Activity> going = new HashSet<>();

    private WaitGraph() {}

    /**
     * From {@code roots} outwards.
     *
     * @param look says what an activity waits for, if it can't go on by itself, and has waited since before anything of this was read
     */
    static WaitGraph of(Collection<Activity> roots, Function<Activity, Optional<Blocked>> look) {
        WaitGraph graph = new WaitGraph();
        Deque<Activity> next = new ArrayDeque<>(roots);
        Set<Activity> seen = new HashSet<>(roots);
        while (!next.isEmpty()) {
            Activity activity = next.remove();
            Optional<Blocked> found = look.apply(activity);
            if (found.isEmpty() || found.get().blockers().missing() <= 0) {
                graph.free.add(activity);
                continue;
            }
            Blocked one = found.get();
            graph.blocked.put(activity, one);
            Gate gate = graph.gates.get(one.gate());
            if (gate == null) {
                gate = new Gate(one.blockers());
                graph.gates.put(one.gate(), gate);
                for (Activity holder : one.blockers().units().keySet()) {
                    graph.holds.computeIfAbsent(holder, _ -> new ArrayList<>(1)).add(gate);
                    if (seen.add(holder)) {
                        next.add(holder);
                    }
                }
            }
            gate.before.add(activity);
        }
        return graph;
    }

    /** Sets of activities that wait for each other and can't go on, without those that merely wait for them. */
    List<List<Blocked>> deadlocks() {
        openGates(free);
        Map<Activity, Blocked> dead = dead();
        for (List<Activity> gone = goneOn(dead); !gone.isEmpty(); gone = goneOn(dead)) {
            openGates(gone); // they went on while this was read
            dead = dead(); // smaller each time, so this ends
        }
        List<List<Blocked>> knots = new ArrayList<>();
        Set<Activity> told = new HashSet<>();
        for (Activity activity : dead.keySet()) {
            if (holds.containsKey(activity) && !told.contains(activity)) {
                List<Blocked> knot = knot(activity, dead);
                knot.forEach(one -> told.add(one.activity()));
                if (!knot.isEmpty()) {
                    knots.add(knot);
                }
            }
        }
        return knots;
    }

    /** Those before gates that are shut, and that have not been seen to go on. */
    private Map<Activity, Blocked> dead() {
        Map<Activity, Blocked> dead = new LinkedHashMap<>();
        blocked.forEach((activity, one) -> {
            if (!gate(one).open && !going.contains(activity)) {
                dead.put(activity, one);
            }
        });
        return dead;
    }

    private static List<Activity> goneOn(Map<Activity, Blocked> dead) {
        return dead.values().stream()
                .filter(one -> !one.isStill())
                .map(Blocked::activity)
                .toList();
    }

    /** Opens the gates for which it is enough that {@code first} go on, and then further ones. */
    private void openGates(Collection<Activity> first) {
        Deque<Activity> next = new ArrayDeque<>(first);
        while (!next.isEmpty()) {
            Activity activity = next.remove();
            if (!going.add(activity)) {
                continue;
            }
            for (Gate gate : holds.getOrDefault(activity, List.of())) {
                gate.units += gate.blockers.units().getOrDefault(activity, 0);
                if (!gate.open && gate.units >= gate.blockers.missing()) {
                    gate.open = true;
                    next.addAll(gate.before);
                }
            }
        }
    }

    /** Those that {@code activity} waits for and that wait for it, with itself; empty if it is on no circle. */
    private List<Blocked> knot(Activity activity, Map<Activity, Blocked> dead) {
        Set<Activity> forward = reached(activity, dead);
        if (!forward.contains(activity)) {
            return List.of();
        }
        List<Blocked> knot = new ArrayList<>();
        for (Activity other : forward) {
            Blocked one = dead.get(other);
            if (one != null && reached(other, dead).contains(activity)) {
                knot.add(one);
            }
        }
        return knot;
    }

    /** Those in {@code dead} for whom {@code from} waits, and for whom these wait, and so on. */
    private Set<Activity> reached(Activity from, Map<Activity, Blocked> dead) {
        Set<Activity> reached = new HashSet<>();
        Deque<Activity> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            Blocked one = dead.get(open.remove());
            if (one != null) {
                for (Activity holder : gate(one).blockers.units().keySet()) {
                    if (dead.containsKey(holder) && reached.add(holder)) {
                        open.add(holder);
                    }
                }
            }
        }
        return reached;
    }

    private Gate gate(Blocked one) {
        Gate gate = gates.get(one.gate());
        if (gate == null) {
            throw new IllegalStateException(one.activity() + " stands before no gate");
        }
        return gate;
    }
}
