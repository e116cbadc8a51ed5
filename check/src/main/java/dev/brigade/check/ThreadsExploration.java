package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.state.Contents;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Threads that share variables which they have captured. Confined to one thread. */
public final class ThreadsExploration extends Exploration<ThreadsExploration> {
    private final Codes<List<Object>> codes = new Codes<>(); // nothing is given to them
    private Explore.Code given = () -> {};
    private @Nullable Callable<?> state;

    ThreadsExploration() {}

    @Override
    ThreadsExploration self() {
        return this;
    }

    /** Adds a thread for each of these. */
    public ThreadsExploration threads(Explore.Code... more) {
        for (Explore.Code code : more) {
            codes.addCode(_ -> code.run(), code);
        }
        return this;
    }

    /** Adds a thread for each of these; what they return is compared, as {@link Explore.Call} says. */
    public ThreadsExploration calls(Explore.Call... more) {
        for (Explore.Call call : more) {
            codes.addCall(_ -> call.call(), call);
        }
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
                Throwing.run(given);
            }

            @Override
            public String run(int number) throws Throwable {
                return codes.run(number, List.of());
            }

            @Override
            public List<String> state() throws Exception {
                Callable<?> declared = state;
                return declared == null ? Contents.captured(codes.written()) : Contents.of("state", declared.call());
            }

            @Override
            public List<String> broken() throws Exception {
                return ThreadsExploration.this.broken();
            }
        };
    }
}
