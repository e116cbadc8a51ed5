package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.ApplicationCode;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.UnheardSignal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tells of conditions that are used in ways that lose signals. Safe from any thread; each place is told once, by a concurrent
 * set.
 *
 * <ul>
 *   <li><b>An await that is in no loop.</b> When it returns, another may have had the lock since the signal, so what was waited for
 *       may be gone; it must be asked for again.
 *   <li><b>A signal that is missed.</b> Nobody was in the wait set, and who waits next does so without having asked whether it
 *       is necessary, since its await is in no loop: it waits for a signal that has been.
 *   <li><b>One signal for several things.</b> Those in the wait set wait in different lines, most likely for different
 *       things; {@code signal} wakes the longest waiting, for whom it may not be meant, and the one that could go on sleeps on.
 * </ul>
 */
final class ConditionWatch {
    /** So many places are told of; names that are made up at run time, as of the conditions of keys, must not fill the heap. */
    private static final int MOST_PLACES = 1_000;

    private final Consumer<Report> reports;
    private final Loops loops = new Loops();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ConditionWatch(Consumer<Report> reports) {
        this.reports = reports;
    }

    void awaits(Activity activity, NamedCondition at, StackWalker.StackFrame site, Optional<UnheardSignal> unheard) {
        if (loops.surround(site)) {
            return;
        }
        String line = line(site);
        if (isNew("loop " + line)) {
            tell(
                    activity,
                    at,
                    activity + " waits " + text(at) + " at " + line
                            + ", which is in no loop. When it has the lock again,"
                            + " others may have had it since the signal: write while (!ready) condition.await(). Said once"
                            + " for this line.");
        }
        unheard.filter(_ -> isNew("missed " + line)).ifPresent(signal -> {
            String by = signal.by()
                    + signal.where()
                            .map(frame -> " at " + ApplicationCode.text(frame))
                            .orElse("");
            tell(
                    activity,
                    at,
                    activity + " waits " + text(at) + " at " + line + " for a signal that has been: " + by
                            + " signalled when nobody waited, and signals are not kept. Ask first whether waiting is necessary,"
                            + " under the same lock: while (!ready) condition.await(). Said once for this line.");
        });
    }

    void signalsOne(Activity activity, NamedCondition at, List<StackWalker.StackFrame> sites) {
        List<String> lines =
                sites.stream().map(ConditionWatch::line).distinct().sorted().toList();
        if (lines.size() > 1 && isNew("mixed " + at.lock().family() + lines)) {
            tell(
                    activity,
                    at,
                    activity + " signals one of those who wait " + text(at)
                            + ", but they wait in different lines, so most"
                            + " likely for different things: "
                            + lines.stream().collect(Collectors.joining(", "))
                            + ". The one that is woken may not be the one that can go on: use signalAll(), or a condition for"
                            + " each. Said once for these lines.");
        }
    }

    private boolean isNew(String place) {
        return told.size() < MOST_PLACES && told.add(place);
    }

    private void tell(Activity activity, NamedCondition at, String text) {
        reports.accept(new Report.LosesSignals(activity, at.family(), text));
    }

    private static String text(NamedCondition at) {
        return "at condition \"" + at.name() + "\"";
    }

    private static String line(StackWalker.StackFrame site) {
        return ApplicationCode.text(site.toStackTraceElement());
    }
}
