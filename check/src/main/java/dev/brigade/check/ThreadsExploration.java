package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.state.Contents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Threads that share variables which they have captured. Confined to one thread. */
public final class ThreadsExploration extends Exploration<ThreadsExploration> {
    private final List<Explore.Code> codes;
    private Explore.Code given = () -> {};
    private @Nullable Callable<?> state;

    ThreadsExploration(Explore.Code... codes) {
        if (codes.length == 0) {
            throw new IllegalArgumentException("There is no thread to explore; give the code of at least one");
        }
        this.codes = List.of(codes);
    }

    @Override
    ThreadsExploration self() {
        return this;
    }

    /** Brings back, before each run, what the threads change. */
    public ThreadsExploration given(Explore.Code code) {
        given = code;
        return this;
    }

    /**
     * What of the end of a run is compared. Unless it is said: all that can be reached from the variables which the threads have
     * captured.
     */
    public ThreadsExploration state(Callable<?> value) {
        state = value;
        return this;
    }

    @Override
    Subject subject(Controller controller) {
        return new Subject() {
            @Override
            public List<String> names() {
                List<String> names = new ArrayList<>();
                for (int i = 0; i < codes.size(); i++) {
                    names.add("thread " + i);
                }
                return names;
            }

            @Override
            public List<?> codes() {
                return codes;
            }

            @Override
            public void setUp() throws Exception {
                Throwing.run(given);
            }

            @Override
            public String run(int number) throws Throwable {
                codes.get(number).run();
                return "";
            }

            @Override
            public List<String> state() throws Exception {
                Callable<?> declared = state;
                return declared == null ? Contents.captured(codes) : Contents.of("state", declared.call());
            }

            @Override
            public List<String> broken() throws Exception {
                return ThreadsExploration.this.broken();
            }
        };
    }
}
