package dev.brigade.check.control;

import dev.brigade.check.schedule.Operation;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.Step;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A step at one of Brigade's own meeting points. Those of the same name, and the same key if there are several of them, are the same:
 * a lock of a key may be another object the next time.
 */
final class MeetingStep extends SharedStep {
    private final MeetingPoint point;
    private final Step step;
    private final Activity activity;
    private final String line;

    MeetingStep(MeetingPoint point, Step step, Activity activity, String line) {
        super(MeetingStep.class, part(point), true, role(step), -1);
        this.point = point;
        this.step = step;
        this.activity = activity;
        this.line = line;
    }

    /** A condition's await lets go of its lock and takes it again. */
    static @Nullable Object partOfLock(MeetingPoint point) {
        return point instanceof NamedCondition condition ? part(condition.lock()) : null;
    }

    @Override
    public boolean conflictsWith(Operation other) {
        if (!(other instanceof MeetingStep that)) {
            return super.conflictsWith(other);
        }
        return part().equals(that.part())
                || Objects.equals(partOfLock(point), that.part())
                || Objects.equals(part(), partOfLock(that.point));
    }

    static Object part(MeetingPoint point) {
        return point.family()
                + point.placeInFamily().map(place -> " of " + place).orElse("");
    }

    private static Role role(Step step) {
        return switch (step) {
            case ACQUIRE -> Role.ACQUIRES;
            case RELEASE -> Role.RELEASES;
            default -> Role.NEITHER;
        };
    }

    @Override
    public Optional<String> obstacle() {
        if (step != Step.ACQUIRE) {
            return Optional.empty();
        }
        Blockers blockers = point.blockers(1);
        if (blockers.missing() <= 0 || blockers.units().containsKey(activity)) {
            return Optional.empty();
        }
        return Optional.of(part() + ", held by "
                + blockers.units().keySet().stream()
                        .map(Activity::name)
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public String subject() {
        return point.family().toString();
    }

    @Override
    public String where() {
        return line;
    }

    @Override
    public String text() {
        return switch (step) {
            case ACQUIRE -> "takes " + part();
            case RELEASE -> "gives back " + part();
            case AWAIT -> "waits at " + part();
            case SIGNAL -> "signals " + part();
            case PUT -> "puts into " + part();
            case TAKE -> "takes from " + part();
            case CALL -> "calls " + part();
            case STATEMENT, COMMIT, ROLLBACK -> "asks " + part();
        };
    }
}
