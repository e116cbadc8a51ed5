package dev.brigade.data.desk;

/**
 * Room on the current thread's stack, made sure of before something is taken that must be given back whatever happens: a stack that
 * runs out does so here, while nothing is owned, and not in the middle of giving back, which needs a few dozen frames. Stateless.
 */
final class StackRoom {
    private static final int FRAMES = 32;

    private StackRoom() {}

    /** @throws StackOverflowError if there is little room */
    static void ensure() {
        if (down(FRAMES, 1, 2, 3, 4, 5, 6, 7) == 0) {
            throw new AssertionError("A sum of positive numbers");
        }
    }

    /** Many parameters, which make a frame large also where it is compiled. */
    private static long down(int left, long a, long b, long c, long d, long e, long f, long g) {
        return left == 0 ? a + b + c + d + e + f + g : down(left - 1, b, c, d, e, f, g, a) + (a ^ d);
    }
}
