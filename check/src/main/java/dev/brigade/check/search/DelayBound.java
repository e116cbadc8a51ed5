package dev.brigade.check.search;

import dev.brigade.check.schedule.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All schedules with at most so many delays: without one, whoever runs goes on as long as it can, and then the next in turn; a
 * delay passes over one thread (Emmi, Qadeer and Rakamarić, POPL 2011). Most bugs need one or two (Thomson, Donaldson and Betts,
 * TOPC 2016). Delays are spent only where the next step touches something that threads share.
 */
public final class DelayBound implements Search {
    private final int bound;
    private final Set<String> shared;
    private final List<int[]> path = new ArrayList<>(); // {chosen, width}
    private int at;
    private int spent;
    private boolean begun;

    /** @param shared {@link dev.brigade.check.schedule.Operation#subject subjects} at which threads are known to meet */
    public DelayBound(int bound, Set<String> shared) {
        this.bound = bound;
        this.shared = Set.copyOf(shared);
    }

    @Override
    public boolean next() {
        at = 0;
        spent = 0;
        if (!begun) {
            begun = true;
            return true;
        }
        while (!path.isEmpty()) {
            int[] lastChoice = path.getLast();
            if (++lastChoice[0] < lastChoice[1]) {
                return true;
            }
            path.removeLast();
        }
        return false;
    }

    @Override
    public Task choose(List<Task> options, @Nullable Task current) {
        boolean matters = current == null || shared.contains(current.next().subject());
        int width = matters ? Math.min(options.size(), bound - spent + 1) : 1;
        int chosen = 0;
        if (at < path.size()) {
            if (path.get(at)[1] != width) {
                throw new Diverged("At choice " + at + " there were " + path.get(at)[1]
                        + " ways to go on, now there are " + width);
            }
            chosen = path.get(at)[0];
        } else {
            path.add(new int[] {0, width});
        }
        at++;
        spent += chosen;
        return inTurn(options, current).get(chosen);
    }

    /** The current one, then those after it, then those before it. */
    private static List<Task> inTurn(List<Task> options, @Nullable Task current) {
        if (current == null) {
            return options;
        }
        List<Task> turn = new ArrayList<>(options);
        turn.sort((a, b) -> {
            boolean aBefore = a.id() < current.id();
            boolean bBefore = b.id() < current.id();
            return aBefore != bBefore ? Boolean.compare(aBefore, bBefore) : Integer.compare(a.id(), b.id());
        });
        return turn;
    }
}
