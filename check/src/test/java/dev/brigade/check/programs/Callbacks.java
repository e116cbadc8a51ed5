package dev.brigade.check.programs;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** Functions that classes of the JDK call, and which see what these classes hand on. */
final class Callbacks {
    private static final class Dish {
        int portions;
    }

    private static final class Gate extends AbstractQueuedSynchronizer {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean tryAcquire(int one) {
            return compareAndSetState(0, one);
        }

        @Override
        protected boolean tryRelease(int one) {
            setState(0);
            return true;
        }
    }

    private final Map<String, Dish> map = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Dish> list = new CopyOnWriteArrayList<>();
    private final AtomicReference<Dish> reference = new AtomicReference<>(new Dish());
    private final CompletableFuture<Integer> future = new CompletableFuture<>();
    private final Gate gate = new Gate();
    private int count;

    private static Dish dish() {
        Dish dish = new Dish();
        dish.portions = 1;
        return dish;
    }

    int put() {
        map.put("soup", dish());
        list.add(dish());
        reference.set(dish());
        return 0;
    }

    int look() {
        int[] sum = {0};
        map.forEach((_, dish) -> sum[0] += 0 * dish.portions);
        list.forEach(dish -> sum[0] += 0 * dish.portions);
        reference.getAndUpdate(dish -> {
            sum[0] += 0 * dish.portions;
            return dish;
        });
        return sum[0];
    }

    int register() {
        Dish mine = dish();
        future.thenApply(one -> one + mine.portions).thenAccept(_ -> mine.portions++);
        return 0;
    }

    int complete() {
        future.complete(1);
        return 0;
    }

    int guarded() {
        gate.acquire(1);
        try {
            count++;
            return 0;
        } finally {
            gate.release(1);
        }
    }
}
