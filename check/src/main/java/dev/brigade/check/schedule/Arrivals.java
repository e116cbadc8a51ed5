package dev.brigade.check.schedule;

import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Those that can go on, as the JDK submits them. What comes on the carrier is ready at once; what other threads bring lies in the inbox,
 * which is concurrent, until the carrier takes it in. Apart from {@link #brings} it is confined to the carrier.
 */
final class Arrivals {
    private final Queue<Runnable> inbox;
    private final Crew crew;
    private final Ready ready;
    private final Course course;
    private final Background background;
    private final Outsiders outsiders;
    private final Strangers strangers;
    private final Scheduler.Listener listener;

    Arrivals(
            Queue<Runnable> inbox,
            Crew crew,
            Ready ready,
            Course course,
            Background background,
            Outsiders outsiders,
            Strangers strangers,
            Scheduler.Listener listener) {
        this.inbox = inbox;
        this.crew = crew;
        this.ready = ready;
        this.course = course;
        this.background = background;
        this.outsiders = outsiders;
        this.strangers = strangers;
        this.listener = listener;
    }

    /** A thread that is not the carrier, nor on it, brings one. */
    void brings(Thread stranger, Runnable continuation) {
        // looked at first: once it is in the inbox, it may go on and be no outsider any more before this thread
        // looks
        boolean isAnswer = outsiders.any();
        inbox.add(continuation);
        if (!stranger.getName().equals("VirtualThread-unblocker") && !isAnswer) {
            strangers.note("thread \"" + stranger.getName() + "\"");
        }
    }

    /**
     * One is submitted on the carrier.
     *
     * @param mounted who runs at this moment
     * @param last who ran last
     */
    @SuppressWarnings("ReferenceEquality") // a continuation is what it is
    void submitted(Runnable continuation, @Nullable Task mounted, @Nullable Task last) {
        // most often it is the one that runs and yields
        Task task = mounted != null && mounted.continuation() == continuation ? mounted : crew.of(continuation);
        if (task == null) {
            Thread started = VirtualThreads.threadOf(continuation);
            if (started == null || mounted == null) {
                return; // of a run that is over
            }
            task = crew.adopt(mounted, started);
            task.bornAt = course.events().size();
            listener.started(mounted, task);
        }
        if (mounted != null && mounted != task) {
            background.wakes(mounted, task);
        }
        if (ready.add(task) && task != last) { // who has just yielded was an option already
            course.optionAdded();
        }
    }
}
