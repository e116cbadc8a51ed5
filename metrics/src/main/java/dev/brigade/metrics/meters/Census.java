package dev.brigade.metrics.meters;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Family;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who runs and waits at a moment, and what is held: all that the recorder knows of, counted in one go. Immutable.
 *
 * @param states how many activities of a kind are in a state
 * @param held how many locks of a family are held
 * @param waiting how many wait for something of a family, in a state
 */
record Census(Map<KindInState, Integer> states, Map<Family, Integer> held, Map<Waiting, Integer> waiting) {

    record KindInState(Activity.Kind kind, State state) {}

    record Waiting(State state, Family family) {}

    static Census of(Recorder recorder) {
        Map<KindInState, Integer> states = new HashMap<>();
        Map<Family, Integer> held = new HashMap<>();
        Map<Waiting, Integer> waiting = new HashMap<>();
        recorder.forEachRunning(activity -> {
            Status status = activity.status();
            states.merge(new KindInState(activity.kind(), status.state()), 1, Integer::sum);
            waited(status).ifPresent(one -> waiting.merge(one, 1, Integer::sum));
            if (activity.isHolding()) {
                Set.copyOf(activity.held()).stream() // one that is held twice is one
                        .filter(point -> point.kind() == MeetingPoint.Kind.LOCK)
                        .forEach(point -> held.merge(point.family(), 1, Integer::sum));
            }
        });
        return new Census(states, held, waiting);
    }

    private static Optional<Waiting> waited(Status status) {
        return switch (status.state()) {
            case WAITS_FOR_LOCK, WAITS_TO_PUT, WAITS_TO_TAKE, IN_WAIT_SET ->
                status.at().map(point -> new Waiting(status.state(), point.family()));
            case WAITS_FOR_PERMIT -> // not for a place for requests, of which there are other figures
                status.at()
                        .filter(NamedSemaphore.class::isInstance)
                        .map(point -> new Waiting(status.state(), point.family()));
            case REACQUIRES_LOCK ->
                status.at()
                        .map(point -> point instanceof NamedCondition condition ? condition.lock() : point)
                        .map(lock -> new Waiting(State.WAITS_FOR_LOCK, lock.family()));
            default -> Optional.empty();
        };
    }

    int running(Activity.Kind kind) {
        return states.entrySet().stream()
                .filter(one -> one.getKey().kind() == kind)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
