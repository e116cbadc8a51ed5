package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicReference;

/** A cart as an immutable value. */
public final class CompareAndSetIgnored {
    private CompareAndSetIgnored() {}

    /** Doesn't look whether the exchange succeeded. */
    public static final class Broken {
        private final AtomicReference<Cart> cart = new AtomicReference<>(new Cart(0, 0));

        public void add(int price) {
            Cart seen = cart.get();
            cart.compareAndSet(seen, seen.with(price));
        }
    }

    /** Tries again until it does. */
    public static final class Fixed {
        private final AtomicReference<Cart> cart = new AtomicReference<>(new Cart(0, 0));

        public void add(int price) {
            Cart seen = cart.get();
            while (!cart.compareAndSet(seen, seen.with(price))) {
                seen = cart.get();
            }
        }
    }

    private record Cart(int items, int total) {
        Cart with(int price) {
            return new Cart(items + 1, total + price);
        }
    }
}
