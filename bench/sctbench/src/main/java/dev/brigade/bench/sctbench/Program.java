package dev.brigade.bench.sctbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A program of the benchmark.
 *
 * @param name for people, with the number of threads
 * @param maker makes what its threads share, anew for each run
 * @param threads what each of them does
 * @param hangs whether its bug is that they don't come to their end; otherwise it is an {@link AssertionError}
 */
public record Program<P>(String name, Supplier<P> maker, List<Code<P>> threads, boolean hangs) {

    /** What a thread does. */
    @FunctionalInterface
    public interface Code<P> {
        void run(P shared) throws Exception;
    }

    static <P> Builder<P> on(Supplier<P> maker) {
        return new Builder<>(maker);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects threads. Confined to one thread. */
    static final class Builder<P> {
        private final Supplier<P> maker;
        private final List<Code<P>> threads = new ArrayList<>();

        private Builder(Supplier<P> maker) {
            this.maker = maker;
        }

        Builder<P> run(Code<P> code) {
            threads.add(code);
            return this;
        }

        Builder<P> run(int count, Code<P> code) {
            for (int i = 0; i < count; i++) {
                threads.add(code);
            }
            return this;
        }

        Program<P> named(String name) {
            return new Program<>(full(name), maker, List.copyOf(threads), false);
        }

        Program<P> hanging(String name) {
            return new Program<>(full(name), maker, List.copyOf(threads), true);
        }

        private String full(String name) {
            return name + " (" + threads.size() + " threads)";
        }
    }
}
