package dev.brigade.check.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those that the JDK wants to be run, and who of them can go on. Who makes many steps that change nothing goes round and round, it
 * seems, and waits for others: it goes on only if nobody else can. Confined to the carrier.
 */
final class Ready {
    private final Patience patience;
    private final List<Task> tasks = new ArrayList<>();
    /** The run is over, and its threads are being ended: none waits any more. */
    private boolean over;

    Ready(Patience patience) {
        this.patience = patience;
    }

    /** A new run begins. */
    void clear() {
        tasks.clear();
        over = false;
    }

    void everybodyGoesOn() {
        over = true;
    }

    /** Returns false if it was there already. */
    boolean add(Task task) {
        if (task.ready) {
            return false;
        }
        task.ready = true;
        tasks.add(task);
        return true;
    }

    void remove(Task task) {
        task.ready = false;
        tasks.remove(task);
    }

    @Nullable
    Task first() {
        return tasks.isEmpty() ? null : tasks.getFirst();
    }

    /** {@code current}, if it can go on, then the others that can, by id; those that spin only if there are no others. */
    List<Task> options(@Nullable Task current) {
        List<Task> found = new ArrayList<>(tasks.size() + 1);
        boolean anySpins = false;
        if (current != null && isPossible(current)) {
            found.add(current);
            anySpins = spins(current);
        }
        int first = found.size();
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            if (task != current && isPossible(task)) {
                anySpins |= spins(task);
                int at = found.size();
                while (at > first && found.get(at - 1).id() > task.id()) {
                    at--;
                }
                found.add(at, task);
            }
        }
        if (anySpins && found.size() > 1) {
            List<Task> patient = found.stream().filter(task -> !spins(task)).toList();
            return patient.isEmpty() ? found : patient;
        }
        return found;
    }

    /** Whether nobody can go on but those who go round and round. */
    boolean onlySpin() {
        for (int i = 0; i < tasks.size(); i++) {
            if (!spins(tasks.get(i)) && isPossible(tasks.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean isPossible(Task task) {
        Operation next = task.next;
        return next == null || over || next.isPossible();
    }

    /** Those who will get on when time passes. */
    List<Task> askingTime() {
        return ClockWaits.asking(tasks);
    }

    /** Something has changed: whoever went round and round may get on. */
    void arePatientAgain() {
        for (int i = 0; i < tasks.size(); i++) {
            patience.renew(tasks.get(i));
        }
    }

    /** Nobody can go on but those who go round and round: whether they go on once more, before time passes for others. */
    boolean areGrantedMore() {
        boolean any = false;
        for (int i = 0; i < tasks.size(); i++) {
            any |= isPossible(tasks.get(i)) && patience.isGrantedMore(tasks.get(i));
        }
        return any;
    }

    /** Those who can go on. */
    List<Task> possible() {
        return tasks.stream().filter(this::isPossible).toList();
    }

    /** Whether it goes round and round and waits for others to change something. */
    static boolean spins(Task task) {
        return task.patience <= 0;
    }
}
