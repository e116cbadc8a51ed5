package dev.brigade.check.explore;

import dev.brigade.check.schedule.Event;
import dev.brigade.check.search.InOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the threads give when they run one after the other, in each order: the oracle. An outcome is right if it is one of these, in
 * an order in which no thread comes before one that had ended when it began. A thread that was told to try again counts as one that
 * did not run: then the orders of the others are asked.
 */
final class SerialOutcomes {
    /** Up to so many threads all orders are run. */
    private static final int ALL_ORDERS = 4;
    /** Of more threads all orders are run that are different, if they are not more than these: as many as four threads have. */
    private static final int MOST_ORDERS = 24;

    /**
     * A serial run.
     *
     * @param order of the threads' numbers
     * @param serversFirst whether threads that serve them went first
     */
    record Serial(List<Integer> order, Ending ending, boolean serversFirst) {}

    private final Runner runner;
    private final Kinds kinds;
    private final Map<List<Integer>, List<Serial>> byThreads = new HashMap<>();
    private final BooleanSupplier isOver;
    /** Threads of which not all orders were run that should have been, since the time for it was over. */
    private final Set<List<Integer>> cutShort = new HashSet<>();

    private @Nullable Boolean complete;

    /** @param isOver whether the time is over in which orders may be run; the first of some threads is run all the same */
    SerialOutcomes(Runner runner, BooleanSupplier isOver) {
        this.runner = runner;
        this.kinds = runner.kinds();
        this.isOver = isOver;
    }

    /** Whether not all orders were run that should have been, so that nothing is known to be wrong because of its outcome. */
    boolean isCutShort() {
        return !cutShort.isEmpty();
    }

    /** Whether every order was run, or one that differs from it by threads that are interchangeable: then another outcome is wrong. */
    boolean isComplete() {
        Boolean known = complete;
        if (known == null) {
            all();
            known = !cutShort.contains(everybody())
                    && (runner.names().size() <= ALL_ORDERS
                            || (kinds.orders(everybody(), MOST_ORDERS) <= MOST_ORDERS && areInterchangeable()));
            complete = known;
        }
        return known;
    }

    /** Whether threads of the same kind can really take each other's place: what they leave behind may tell who they were. */
    private boolean areInterchangeable() {
        Serial one = all().getFirst();
        List<Integer> mirrored = kinds.mirrored(one.order());
        Ending other = run(mirrored, one.serversFirst());
        for (int i = 0; i < mirrored.size(); i++) {
            if (!other.results()
                    .get(mirrored.get(i))
                    .equals(one.ending().results().get(one.order().get(i)))) {
                return false;
            }
        }
        return other.state().equals(one.ending().state());
    }

    /** Those of all threads. */
    List<Serial> all() {
        return of(everybody());
    }

    private List<Integer> everybody() {
        return IntStream.range(0, runner.names().size()).boxed().toList();
    }

    /** Two runs of the same order with different outcomes; empty if each order always gives the same. */
    List<Ending> differing() {
        for (Serial serial : all()) {
            if (isOver.getAsBoolean()) {
                return List.of();
            }
            Ending again = run(serial.order(), serial.serversFirst());
            if (!again.text().equals(serial.ending().text())) {
                return List.of(serial.ending(), again);
            }
        }
        return List.of();
    }

    /** Whether some serial order gives this outcome. */
    boolean explain(Ending ending) {
        List<Integer> ran = new ArrayList<>(ending.aborted().size());
        for (int i = 0; i < ending.aborted().size(); i++) {
            if (!ending.aborted().get(i)) {
                ran.add(i);
            }
        }
        Spans spans = Spans.of(ending);
        for (Serial serial : of(ran)) {
            if (serial.ending().state().equals(ending.state())
                    && (ran.size() <= ALL_ORDERS
                            ? isSame(serial.ending(), ending, ran) && spans.allow(serial.order())
                            : isSameButForWho(serial, ending, ran, spans))) {
                return true;
            }
        }
        return cutShort.contains(ran);
    }

    /** Whether a result, or a failure, like that of thread {@code number} is met in some serial order. */
    boolean knows(Ending ending, int number) {
        for (Serial serial : all()) {
            for (int other : serial.order()) {
                if (kinds.areAlike(other, number)
                        && serial.ending()
                                .results()
                                .get(other)
                                .equals(ending.results().get(number))) {
                    return true;
                }
            }
        }
        return cutShort.contains(everybody());
    }

    /**
     * Whether each place of the serial order can be given to a thread of that place's kind that had the same result, so that nobody
     * comes before one that had ended when it began. Of those that may come next, the one that ended first is taken: whoever may
     * come next may also come later, and the others have then the least to wait for.
     */
    private boolean isSameButForWho(Serial serial, Ending ending, List<Integer> ran, Spans spans) {
        List<Integer> left = new ArrayList<>(ran);
        for (int place : serial.order()) {
            String result = serial.ending().results().get(place);
            Optional<Integer> next = left.stream()
                    .filter(thread -> kinds.areAlike(place, thread)
                            && ending.results().get(thread).equals(result)
                            && spans.mayComeBefore(thread, left))
                    .min(Comparator.comparingInt(spans::lastStep));
            if (next.isEmpty()) {
                return false;
            }
            left.remove((Object) next.get());
        }
        return true;
    }

    private static boolean isSame(Ending one, Ending other, List<Integer> ran) {
        for (int number : ran) {
            if (!one.results().get(number).equals(other.results().get(number))) {
                return false;
            }
        }
        return true;
    }

    private List<Serial> of(List<Integer> threads) {
        List<Serial> known = byThreads.get(threads);
        if (known == null) {
            known = new ArrayList<>();
            for (List<Integer> order : orders(threads)) {
                if (!known.isEmpty() && isOver.getAsBoolean()) {
                    cutShort.add(threads);
                    break;
                }
                Ending ending = run(order, false);
                known.add(new Serial(order, ending, false));
                if (hasServers(ending)) {
                    known.add(new Serial(order, run(order, true), true));
                }
            }
            byThreads.put(threads, known);
        }
        return known;
    }

    private static boolean hasServers(Ending ending) {
        for (Event event : ending.run().events()) {
            if (!Character.isDigit(event.task().key().charAt(0))) {
                return true;
            }
        }
        return false;
    }

    private Ending run(List<Integer> order, boolean serversFirst) {
        List<Integer> sorted = new ArrayList<>(order);
        sorted.sort(null);
        return runner.run(new InOrder(order.stream().map(String::valueOf).toList(), serversFirst), sorted);
    }

    /** All orders of a few; of many those that are different, unless these are too many: then some rotations. */
    private List<List<Integer>> orders(List<Integer> threads) {
        List<List<Integer>> orders = new ArrayList<>();
        if (threads.size() <= ALL_ORDERS) {
            permute(new ArrayList<>(), threads, orders);
            return orders;
        }
        if (kinds.orders(threads, MOST_ORDERS) <= MOST_ORDERS) {
            return kinds.differentOrders(threads);
        }
        for (int first = 0; first < threads.size() && orders.size() < 4; first += Math.max(1, threads.size() / 3)) {
            List<Integer> rotated = new ArrayList<>(threads.subList(first, threads.size()));
            rotated.addAll(threads.subList(0, first));
            orders.add(rotated);
        }
        orders.add(threads.reversed());
        return orders;
    }

    private static void permute(List<Integer> begun, List<Integer> threads, List<List<Integer>> orders) {
        if (begun.size() == threads.size()) {
            orders.add(List.copyOf(begun));
            return;
        }
        for (int thread : threads) {
            if (!begun.contains(thread)) {
                begun.add(thread);
                permute(begun, threads, orders);
                begun.removeLast();
            }
        }
    }

    /** By thread, its first step and its last one, with those of the threads that it has started. */
    private record Spans(int[] first, int[] last) {

        static Spans of(Ending ending) {
            int threads = ending.results().size();
            Spans spans = new Spans(new int[threads], new int[threads]);
            Arrays.fill(spans.first, Integer.MAX_VALUE);
            Arrays.fill(spans.last, Integer.MAX_VALUE);
            List<Event> events = ending.run().events();
            for (int i = 0; i < events.size(); i++) {
                String key = events.get(i).task().root().key();
                if (Character.isDigit(key.charAt(0))) { // not one that serves them all
                    int thread = Integer.parseInt(key);
                    spans.first[thread] = Math.min(spans.first[thread], i);
                    spans.last[thread] = i;
                }
            }
            return spans;
        }

        int lastStep(int thread) {
            return last[thread];
        }

        /** Whether {@code thread} may come before all {@code others}: none of them had ended when it began. */
        boolean mayComeBefore(int thread, List<Integer> others) {
            for (int other : others) {
                if (last[other] < first[thread]) {
                    return false;
                }
            }
            return true;
        }

        /** Whether nobody comes in {@code order} before one that had ended when it began. */
        boolean allow(List<Integer> order) {
            for (int i = 0; i < order.size(); i++) {
                for (int j = i + 1; j < order.size(); j++) {
                    if (last[order.get(j)] < first[order.get(i)]) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
