package dev.brigade.check.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * Those that wait at a monitor. The JDK hands monitors over by a thread of its own, asynchronously: before a choice one has to wait
 * until it has handed over what it can, or runs would not repeat. Confined to the carrier.
 */
final class MonitorWaits {
    private final List<Task> tasks = new ArrayList<>();

    /** A new run begins. */
    void clear() {
        tasks.clear();
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** {@code task} has been unmounted; it may wait at a monitor. */
    void unmounted(Task task) {
        if (VirtualThreads.isAtMonitor(task.thread()) && !tasks.contains(task)) {
            tasks.add(task);
        }
    }

    /**
     * Returns when the JDK has handed over every monitor that can be handed over.
     *
     * @param arrive takes in what the JDK has submitted
     */
    void settle(Crew crew, Runnable arrive) {
        forgetThoseThatGotIt();
        for (int spins = 0; anyOnWaitingList(); spins++) {
            VirtualThreads.giveWay(spins);
        }
        VirtualThreads.awaitHandOver();
        do {
            arrive.run();
        } while (anyInTransit(crew));
        forgetThoseThatGotIt();
    }

    private void forgetThoseThatGotIt() {
        tasks.removeIf(task -> task.ready
                ? !task.last.isOutOfTime() // which is in the wait set still, so that the JDK may hand it over once more
                : !VirtualThreads.isAtMonitor(task.thread()));
    }

    private boolean anyOnWaitingList() {
        for (int i = 0; i < tasks.size(); i++) {
            if (VirtualThreads.isOnWaitingList(tasks.get(i).thread())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the JDK can run a thread and has not yet submitted it. */
    private static boolean anyInTransit(Crew crew) {
        for (Task task : crew.all()) {
            if (!task.ended && !task.ready && VirtualThreads.isRunnable(task.thread())) {
                return true;
            }
        }
        return false;
    }
}
