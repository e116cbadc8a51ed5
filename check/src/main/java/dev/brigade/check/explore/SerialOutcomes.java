package dev.brigade.check.explore;

import dev.brigade.check.schedule.Event;
import dev.brigade.check.search.InOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the threads give when they run one after the other, in each order: the oracle. An outcome is right if it is one of these, in
 * an order in which no thread comes before one that had ended when it began. A thread that was told to try again counts as one that
 * did not run: then the orders of the others are asked.
 */
final class SerialOutcomes {
    /** Up to so many threads all orders are run. */
    static final int ALL_ORDERS = 4;

    /**
     * A serial run.
     *
     * @param order of the threads' numbers
     * @param serversFirst whether threads that serve them went first
     */
    record Serial(List<Integer> order, Ending ending, boolean serversFirst) {}

    private final Runner runner;
    private final Map<List<Integer>, List<Serial>> byThreads = new HashMap<>();

    SerialOutcomes(Runner runner) {
        this.runner = runner;
    }

    /** Whether every order was run, so that another outcome is a wrong one. */
    boolean isComplete() {
        return runner.names().size() <= ALL_ORDERS;
    }

    /** Those of all threads. */
    List<Serial> all() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < runner.names().size(); i++) {
            numbers.add(i);
        }
        return of(numbers);
    }

    /** Two runs of the same order with different outcomes; empty if each order always gives the same. */
    List<Ending> differing() {
        for (Serial serial : all()) {
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
        Spans spans = null;
        for (Serial serial : of(ran)) {
            if (isSame(serial.ending(), ending, ran)) {
                spans = spans == null ? Spans.of(ending) : spans;
                if (spans.allow(serial.order())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a failure like that of thread {@code number} is met in some serial order. */
    boolean knowsFailure(Ending ending, int number) {
        for (Serial serial : all()) {
            if (serial.ending().results().get(number).equals(ending.results().get(number))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(Ending one, Ending other, List<Integer> ran) {
        for (int number : ran) {
            if (!one.results().get(number).equals(other.results().get(number))) {
                return false;
            }
        }
        return one.state().equals(other.state());
    }

    private List<Serial> of(List<Integer> threads) {
        List<Serial> known = byThreads.get(threads);
        if (known == null) {
            known = new ArrayList<>();
            for (List<Integer> order : orders(threads)) {
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

    /** All orders of a few; of many each of its rotations, forwards and backwards, up to 24. */
    private static List<List<Integer>> orders(List<Integer> threads) {
        List<List<Integer>> orders = new ArrayList<>();
        if (threads.size() <= ALL_ORDERS) {
            permute(new ArrayList<>(), threads, orders);
            return orders;
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
