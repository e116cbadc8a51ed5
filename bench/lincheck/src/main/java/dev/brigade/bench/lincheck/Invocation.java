package dev.brigade.bench.lincheck;

import dev.brigade.bench.sctbench.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program's threads once. What it throws is what Lincheck looks for.
 *
 * <p>Lincheck takes what only lambdas have captured for one thread's own, and does not switch there: so what the threads share is in
 * a static field. It transforms the classes of what it can reach from here: so there is an example of that too. A loop that goes
 * round some fifty times it takes for one without end: so there is none.
 */
final class Invocation<P> implements Runnable {
    /** Of the invocation that runs: one at a time. */
    @SuppressWarnings("UnusedVariable") // being written is what it is for
    private static @Nullable Object shared;

    private final Program<P> program;
    final P example;
    private final AtomicInteger count = new AtomicInteger();

    Invocation(Program<P> program) {
        this.program = program;
        this.example = program.maker().get();
    }

    /** How many there were until the first that failed; for its report Lincheck repeats it, with everything set back. */
    int count() {
        return count.get();
    }

    @Override
    public void run() {
        count.incrementAndGet();
        P made = program.maker().get();
        shared = made;
        List<Body<P>> bodies = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        start(made, program.threads(), bodies, threads);
        join(threads);
        look(bodies);
    }

    private static <P> void start(P made, List<Program.Code<P>> codes, List<Body<P>> bodies, List<Thread> threads) {
        int half = codes.size() / 2;
        if (half > 0) {
            start(made, codes.subList(0, half), bodies, threads);
            start(made, codes.subList(half, codes.size()), bodies, threads);
            return;
        }
        Body<P> body = new Body<>(made, codes.getFirst());
        Thread thread = new Thread(body);
        bodies.add(body);
        threads.add(thread);
        thread.start();
    }

    private static void join(List<Thread> threads) {
        int half = threads.size() / 2;
        if (half > 0) {
            join(threads.subList(0, half));
            join(threads.subList(half, threads.size()));
            return;
        }
        join(threads.getFirst());
    }

    private static <P> void look(List<Body<P>> bodies) {
        int half = bodies.size() / 2;
        if (half > 0) {
            look(bodies.subList(0, half));
            look(bodies.subList(half, bodies.size()));
            return;
        }
        Throwable failure = bodies.getFirst().failure;
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One thread. Its failure is read when it has ended. */
    private static final class Body<P> implements Runnable {
        private final P shared;
        private final Program.Code<P> code;
        private @Nullable Throwable failure;

        Body(P shared, Program.Code<P> code) {
            this.shared = shared;
            this.code = code;
        }

        @Override
        public void run() {
            try {
                code.run(shared);
            } catch (Throwable e) {
                failure = e;
            }
        }
    }
}
