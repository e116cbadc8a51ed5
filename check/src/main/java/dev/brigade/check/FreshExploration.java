package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.state.Contents;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share one thing, which is made anew for each run. Confined to one thread.
 *
 * @param <S> what they share
 */
public final class FreshExploration<S> extends Exploration<FreshExploration<S>> {
    private final Explore.Maker<S> maker;
    private final Codes<S> codes = new Codes<>();
    private @Nullable Function<S, ?> state;
    private @Nullable S shared;

    FreshExploration(Explore.Maker<S> maker) {
        this.maker = maker;
    }

    @Override
    FreshExploration<S> self() {
        return this;
    }

    /** Adds a thread for each of these. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final FreshExploration<S> threads(Explore.CodeOn<S>... more) {
        for (Explore.CodeOn<S> code : more) {
            codes.addCode(code, code);
        }
        return this;
    }

    /** Adds a thread for each of these; what they return is compared, as {@link Explore.CallOn} says. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final FreshExploration<S> calls(Explore.CallOn<S>... more) {
        for (Explore.CallOn<S> call : more) {
            codes.addCall(call, call);
        }
        return this;
    }

    /** Adds {@code count} threads that do the same. */
    public FreshExploration<S> threads(int count, Explore.CodeOn<S> code) {
        for (int i = 0; i < count; i++) {
            codes.addCode(code, code);
        }
        return this;
    }

    /** Adds {@code count} threads that do the same; what they return is compared. */
    public FreshExploration<S> calls(int count, Explore.CallOn<S> call) {
        for (int i = 0; i < count; i++) {
            codes.addCall(call, call);
        }
        return this;
    }

    /** What of the end of a run is compared. Unless it is said: all that can be reached from what the threads share. */
    public FreshExploration<S> state(Function<S, ?> value) {
        state = value;
        return this;
    }

    /** As {@link #invariant(String, java.util.concurrent.Callable)}, of what the threads share. */
    public FreshExploration<S> invariantOf(String sentence, Predicate<S> holds) {
        return invariant(sentence, () -> holds.test(Objects.requireNonNull(shared)));
    }

    @Override
    Subject subject(Controller controller) {
        codes.needOne();
        return new Subject() {
            @Override
            public List<String> names() {
                return codes.names();
            }

            @Override
            public List<?> codes() {
                return codes.written();
            }

            @Override
            public void setUp() throws Exception {
                shared = maker.make();
            }

            @Override
            public String run(int number) throws Throwable {
                return codes.run(number, Objects.requireNonNull(shared));
            }

            @Override
            public List<String> state() {
                S now = Objects.requireNonNull(shared);
                Function<S, ?> declared = state;
                return declared == null
                        ? Contents.of(
                                Character.toLowerCase(
                                                now.getClass().getSimpleName().charAt(0))
                                        + now.getClass().getSimpleName().substring(1),
                                now)
                        : Contents.of("state", declared.apply(now));
            }

            @Override
            public List<String> broken() throws Exception {
                return FreshExploration.this.broken();
            }
        };
    }
}
