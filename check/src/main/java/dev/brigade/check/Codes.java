package dev.brigade.check;

import dev.brigade.check.state.Contents;
import java.util.ArrayList;
import java.util.List;

/**
 * What each of the explored threads does, with what they share. Filled before the runs, then only read; confined to the thread that
 * explores.
 *
 * @param <S> what they share
 */
final class Codes<S> {

    private sealed interface One<S> {
        record Code<S>(Explore.CodeOn<S> code) implements One<S> {}

        record Call<S>(Explore.CallOn<S> call) implements One<S> {}
    }

    private final List<One<S>> all = new ArrayList<>();
    /** As the application has written them: their captured variables are what threads share. */
    private final List<Object> written = new ArrayList<>();

    void addCode(Explore.CodeOn<S> code, Object asWritten) {
        all.add(new One.Code<>(code));
        written.add(asWritten);
    }

    void addCall(Explore.CallOn<S> call, Object asWritten) {
        all.add(new One.Call<>(call));
        written.add(asWritten);
    }

    int size() {
        return all.size();
    }

    /** The objects that were given as code: threads with the same one do the same. */
    List<Object> written() {
        return written;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            names.add("thread " + i);
        }
        return names;
    }

    /** Does what thread {@code number} does, and returns its result as a text; an empty one if it has none. */
    String run(int number, S shared) throws Throwable {
        return switch (all.get(number)) {
            case One.Code<S>(var code) -> {
                code.run(shared);
                yield "";
            }
            case One.Call<S>(var call) -> Contents.text(call.call(shared));
        };
    }

    void needOne() {
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no thread to explore; give the code of at least one by threads(…) or calls(…)");
        }
    }
}
