package dev.brigade.check.suite.jvm;

import dev.brigade.check.Exploration;
import dev.brigade.check.Explore;
import dev.brigade.check.FreshExploration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Threads that call the methods of one program, each thread one of them. What they return is compared as well as what the program
 * looks like in the end. Confined to one thread.
 *
 * @param <P> the program
 */
final class Calls<P> {
    /** A call that returns something. */
    interface Call<P> {
        Object on(P program) throws Throwable;
    }

    private final Explore.Maker<P> maker;
    private final List<Call<P>> calls = new ArrayList<>();
    private Function<P, ?> state = program -> program;
    private boolean asserts;

    private Calls(Explore.Maker<P> maker) {
        this.maker = maker;
    }

    static <P> Calls<P> on(Explore.Maker<P> maker) {
        return new Calls<>(maker);
    }

    /** A thread that calls something, and keeps what it returns. */
    Calls<P> call(Call<P> call) {
        calls.add(call);
        return this;
    }

    Calls<P> call(int threads, Call<P> call) {
        for (int i = 0; i < threads; i++) {
            call(call);
        }
        return this;
    }

    /** A thread that calls something that returns nothing. */
    Calls<P> run(Explore.CodeOn<P> code) {
        return call(program -> {
            code.run(program);
            return "";
        });
    }

    Calls<P> run(int threads, Explore.CodeOn<P> code) {
        for (int i = 0; i < threads; i++) {
            run(code);
        }
        return this;
    }

    /** What of the program is compared, if not all that can be reached from it. */
    Calls<P> state(Function<P, ?> value) {
        state = value;
        return this;
    }

    /** Compares nothing: the program itself says by an {@link AssertionError} that something is wrong, in whatever order. */
    Calls<P> asserts() {
        asserts = true;
        return this;
    }

    int threads() {
        return calls.size();
    }

    Exploration<?> exploration() {
        FreshExploration<Shared<P>> exploration = Explore.fresh(() -> new Shared<>(maker.make(), calls.size()));
        for (int i = 0; i < calls.size(); i++) {
            int number = i;
            Call<P> call = calls.get(i);
            exploration.threads(
                    asserts ? shared -> shared.keepFailure(call) : shared -> shared.keepResult(number, call));
        }
        return asserts
                ? exploration.state(shared -> "").invariantOf("no assertion fails", shared -> !shared.failed)
                : exploration.state(shared -> List.of(state.apply(shared.program), Arrays.asList(shared.results)));
    }

    private static final class Shared<P> {
        private final P program;
        private final Object[] results;
        private volatile boolean failed;

        Shared(P program, int calls) {
            this.program = program;
            this.results = new Object[calls];
        }

        void keepResult(int number, Call<P> call) throws Throwable {
            results[number] = call.on(program);
        }

        void keepFailure(Call<P> call) throws Throwable {
            try {
                call.on(program);
            } catch (AssertionError e) {
                failed = true;
            }
        }
    }
}
