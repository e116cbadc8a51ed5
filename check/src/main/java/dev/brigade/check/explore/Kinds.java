package dev.brigade.check.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Which threads run the same code. Those are interchangeable: of the orders in which they can run one after the other, only those
 * count as different in which some place has another kind of thread. Immutable.
 */
final class Kinds {
    private final List<Integer> kinds;

    /** @param kinds for each thread a number that those with the same code share */
    Kinds(List<Integer> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    boolean areAlike(int one, int other) {
        return kinds.get(one).equals(kinds.get(other));
    }

    /** In how many different orders {@code threads} can run; {@code most + 1} if in more than {@code most}. */
    int orders(List<Integer> threads, int most) {
        long orders = 1; // of the threads so far: a multinomial coefficient, so each division is exact
        for (int i = 0; i < threads.size() && orders <= most; i++) {
            int alike = 1;
            for (int k = 0; k < i; k++) {
                alike += areAlike(threads.get(i), threads.get(k)) ? 1 : 0;
            }
            orders = orders * (i + 1) / alike;
        }
        return (int) Math.min(orders, most + 1L);
    }

    /** One order of each that are different: those of one kind in the order of their numbers. */
    List<List<Integer>> differentOrders(List<Integer> threads) {
        List<List<Integer>> orders = new ArrayList<>();
        continueOrders(new ArrayList<>(), threads, orders);
        return orders;
    }

    private void continueOrders(List<Integer> begun, List<Integer> threads, List<List<Integer>> orders) {
        if (begun.size() == threads.size()) {
            orders.add(List.copyOf(begun));
            return;
        }
        List<Integer> tried = new ArrayList<>();
        for (int thread : threads) {
            if (!begun.contains(thread) && tried.stream().noneMatch(other -> areAlike(other, thread))) {
                tried.add(thread);
                begun.add(thread);
                continueOrders(begun, threads, orders);
                begun.removeLast();
            }
        }
    }

    /** {@code order} with those of each kind in the opposite order. */
    List<Integer> mirrored(List<Integer> order) {
        List<Integer> mirrored = new ArrayList<>(order);
        List<Integer> left = new ArrayList<>(order.reversed());
        for (int i = 0; i < order.size(); i++) {
            int thread = order.get(i);
            Integer partner = left.stream()
                    .filter(other -> areAlike(thread, other))
                    .findFirst()
                    .orElseThrow();
            mirrored.set(i, partner);
            left.remove((Object) partner);
        }
        return mirrored;
    }
}
