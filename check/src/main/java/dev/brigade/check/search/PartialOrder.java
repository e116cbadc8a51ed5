package dev.brigade.check.search;

import dev.brigade.check.schedule.Operation;
import dev.brigade.check.schedule.Run;
import dev.brigade.check.schedule.Task;
import dev.brigade.check.schedule.Waiting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All schedules that are not equivalent: two are if one becomes the other by swapping neighbouring steps that don't conflict.
 * Dynamic partial-order reduction with source sets and sleep sets (Abdulla, Aronis, Jonsson and Sagonas, POPL 2014, algorithm 1;
 * after Flanagan and Godefroid, POPL 2005). When {@link #next} says that there is none left, each class of equivalent schedules
 * has been run at least once.
 *
 * <p>The current path is a stack of nodes, one for each step. After a run each race of its new steps, two conflicting ones that
 * nothing else orders, asks for a schedule in which the second comes first: at the node of the first, a thread with which such a
 * schedule can begin is added to those to be tried.
 */
public final class PartialOrder implements Search {

    /** One step of the current path. */
    private static final class Node {
        int[] options = {};
        int chosen;
        Operation operation;
        int bornAt;
        /** Threads whose step here leads to nothing new. */
        final BitSet sleep;

        final BitSet wanted = new BitSet();
        /** By thread, the last step of it that comes before this one in each equivalent schedule; -1 if none does. */
        int[] clock = {};

        Node(BitSet sleep, Operation operation) {
            this.sleep = sleep;
            this.operation = operation;
        }
    }

    private final List<Node> path = new ArrayList<>();
    private final BitSet asleep = new BitSet();
    private int[] rest = new int[64];
    private int prefix;
    private int at;
    private int redundantFrom = Integer.MAX_VALUE;
    private boolean begun;
    private int redundant;

    /** How many schedules were run that turned out to be equivalent to others. */
    public int redundant() {
        return redundant;
    }

    @Override
    public boolean next() {
        at = 0;
        redundantFrom = Integer.MAX_VALUE;
        if (!begun) {
            begun = true;
            return true;
        }
        for (int depth = path.size() - 1; depth >= 0; depth--) {
            Node node = path.get(depth);
            node.sleep.set(node.chosen);
            for (int wanted = node.wanted.nextSetBit(0); wanted >= 0; wanted = node.wanted.nextSetBit(wanted + 1)) {
                if (!node.sleep.get(wanted)) {
                    node.chosen = wanted;
                    path.subList(depth + 1, path.size()).clear();
                    prefix = depth + 1;
                    return true;
                }
            }
            path.removeLast();
        }
        return false;
    }

    @Override
    public Task choose(List<Task> options, @Nullable Task current) {
        if (at < prefix) {
            int wanted = path.get(at).chosen;
            for (Task option : options) {
                if (option.id() == wanted) {
                    return option;
                }
            }
            throw new Diverged("At step " + at + " thread " + wanted + " should go on, but only " + options + " can");
        }
        for (Task option : options) {
            if (!asleep.get(option.id())) {
                return option;
            }
        }
        return options.getFirst();
    }

    @Override
    public boolean wantsOptions() {
        return true;
    }

    @Override
    public void makes(Task task, Operation operation, List<Task> options) {
        Node node;
        if (at < prefix) {
            node = path.get(at);
            if (node.chosen != task.id()) {
                throw new Diverged("At step " + at + " thread " + node.chosen + " should go on, but " + task + " does");
            }
            node.operation = operation;
            if (at < prefix - 1) {
                at++;
                return; // the rest is as it was
            }
        } else {
            if (asleep.get(task.id()) && redundantFrom == Integer.MAX_VALUE) {
                redundantFrom = at;
            }
            node = new Node((BitSet) asleep.clone(), operation);
            node.chosen = task.id();
            node.wanted.set(task.id());
            path.add(node);
        }
        node.bornAt = task.bornAt();
        asleep.clear();
        node.options = new int[options.size()];
        for (int i = 0; i < node.options.length; i++) {
            Task option = options.get(i);
            node.options[i] = option.id();
            if (option != task && node.sleep.get(option.id()) && !option.next().conflictsWith(operation)) {
                asleep.set(option.id());
            }
        }
        at++;
    }

    @Override
    public void ran(Run run) {
        int from = Math.max(0, prefix - 1);
        int to = Math.min(path.size(), redundantFrom);
        if (redundantFrom != Integer.MAX_VALUE) {
            redundant++;
        }
        int threads = 0;
        for (Node node : path) {
            threads = Math.max(threads, node.chosen + 1);
        }
        for (Waiting waiting : run.stuck()) {
            threads = Math.max(threads, waiting.task().id() + 1);
        }
        int[] lastOf = new int[threads];
        Arrays.fill(lastOf, -1);
        for (int i = 0; i < to; i++) {
            Node node = path.get(i);
            if (i >= from) {
                order(i, node, lastOf);
            }
            lastOf[node.chosen] = i;
        }
        if (to == path.size()) {
            orderPending(run, lastOf);
        }
        asleep.clear();
    }

    /**
     * Finds what step {@code j} comes after, and with which steps it races.
     *
     * <p>The acquisition of a lock comes after the release that made it possible, but races with the acquisition before that
     * release: the lock could have been acquired by the other one. So what is ordered by that release alone is not taken for
     * ordered until that acquisition has been found; and with what the other one did while it had the lock there is no race. A lock
     * can be had by several, and by one several times: what waits for it before it begins could not be made before all of these let go,
     * so nothing in between orders it.
     */
    private void order(int j, Node node, int[] lastOf) {
        int[] clock = new int[lastOf.length];
        Arrays.fill(clock, -1);
        int before = lastOf[node.chosen];
        join(clock, before >= 0 ? before : node.bornAt - 1);
        int[] ordered = clock.clone(); // without what releases order
        int[] held = new int[lastOf.length]; // by thread, how often it had at this place what it has let go later
        int holds = 0; // their sum
        boolean waits = node.operation.waitsToBegin();
        for (int i = j - 1; i >= 0; i--) {
            Node other = path.get(i);
            if (ordered[other.chosen] >= i
                    || other.chosen == node.chosen
                    || !other.operation.conflictsWith(node.operation)) {
                continue;
            }
            boolean takes = isAcquisition(other.operation);
            if (!other.operation.competesWith(node.operation)) {
                held[other.chosen]++;
                holds++;
            } else if (held[other.chosen] == 0 || takes) {
                reverse(i, j, node);
                if (held[other.chosen] > 0 && other.operation.hasAcquired()) {
                    held[other.chosen]--;
                    holds--;
                }
                if (!waits || (holds == 0 && couldBeMade(node, i, before))) {
                    join(ordered, i);
                }
            }
            join(clock, i);
        }
        clock[node.chosen] = j;
        node.clock = clock;
    }

    /** Whether a thread, after its step {@code before}, could go on instead of step {@code i}; true also if it was not as far then. */
    private boolean couldBeMade(Node node, int i, int before) {
        return i <= before || i < node.bornAt || contains(path.get(i).options, node.chosen);
    }

    /** Whether it takes a lock, or takes it again after a wait. */
    @SuppressWarnings("ReferenceEquality") // it is its own whole, or the rest of another
    private static boolean isAcquisition(Operation operation) {
        return operation.acquires() || operation.whole() != operation;
    }

    /** What threads that can't go on would do has not been done, but races with what has. */
    private void orderPending(Run run, int[] lastOf) {
        for (Waiting waiting : run.stuck()) {
            if (!waiting.hasBegun()) {
                Node node = new Node(new BitSet(), waiting.operation());
                node.chosen = waiting.task().id();
                node.bornAt = waiting.task().bornAt();
                order(path.size(), node, lastOf);
            }
        }
    }

    private void join(int[] clock, int step) {
        if (step < 0) {
            return;
        }
        int[] other = path.get(step).clock;
        for (int k = 0; k < other.length && k < clock.length; k++) {
            clock[k] = Math.max(clock[k], other[k]);
        }
    }

    /** Asks for a schedule in which step {@code j} comes before step {@code i}, which race. */
    private void reverse(int i, int j, Node second) {
        Node first = path.get(i);
        int count = 0; // of the steps after i that do not depend on it, and then j
        if (rest.length < j - i) {
            rest = new int[2 * (j - i)];
        }
        for (int k = i + 1; k < j; k++) {
            if (!isAfter(path.get(k), first.chosen, i)) {
                rest[count++] = k;
            }
        }
        rest[count++] = j;
        BitSet initials = new BitSet();
        BitSet seen = new BitSet();
        for (int r = 0; r < count; r++) {
            int k = rest[r];
            Node node = k == j ? second : path.get(k);
            if (seen.get(node.chosen)) {
                continue;
            }
            seen.set(node.chosen);
            if (k == j ? conflictsWithNone(second, r) : isFirst(node, r)) {
                initials.set(node.chosen);
            }
        }
        if (initials.intersects(first.wanted) || initials.intersects(first.sleep)) {
            return;
        }
        if (initials.get(second.chosen) && contains(first.options, second.chosen)) {
            first.wanted.set(second.chosen);
            return;
        }
        for (int option : first.options) {
            if (initials.get(option)) {
                first.wanted.set(option);
                return;
            }
        }
        for (int option : first.options) { // it is not known how it can come to that: everything is tried
            first.wanted.set(option);
        }
    }

    /** Whether step {@code step} of {@code thread} comes before that of {@code node} in each equivalent schedule. */
    private static boolean isAfter(Node node, int thread, int step) {
        return thread < node.clock.length && node.clock[thread] >= step;
    }

    /** Whether the step of {@code node} comes after none of the first {@code length} of the rest. */
    private boolean isFirst(Node node, int length) {
        for (int r = 0; r < length; r++) {
            if (isAfter(node, path.get(rest[r]).chosen, rest[r])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the second step of a race, whose clock is not yet known, conflicts with none of the first of the rest. */
    private boolean conflictsWithNone(Node second, int length) {
        for (int r = 0; r < length; r++) {
            if (path.get(rest[r]).operation.conflictsWith(second.operation)) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(int[] all, int one) {
        for (int each : all) {
            if (each == one) {
                return true;
            }
        }
        return false;
    }
}
