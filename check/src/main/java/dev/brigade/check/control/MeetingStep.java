package dev.brigade.check.control;

import dev.brigade.check.schedule.Operation;
import dev.brigade.threads.Activity;
import dev.brigade.threads.AnnouncedLock;
import dev.brigade.threads.Blockers;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedReadWriteLock;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.State;
import dev.brigade.threads.Step;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A step at one of Brigade's own meeting points. Those of the same name, and the same key if there are several of them, are the same:
 * a lock of a key may be another object the next time.
 */
final class MeetingStep extends WaitingStep {
    private final MeetingPoint point;
    private final Step step;
    private final Activity activity;
    private final String line;
    private @Nullable MeetingStep rest;
    /** The call in the application's code in whose middle it is, if that is one by an interface of the JDK. */
    private @Nullable CallStep call;

    MeetingStep(MeetingPoint point, Step step, Activity activity, String line) {
        this(point, step, activity, line, role(step, point, activity));
    }

    private MeetingStep(MeetingPoint point, Step step, Activity activity, String line, Role role) {
        super(MeetingStep.class, part(point), step != Step.LOOK, role, -1);
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
        if (isShared() && that.isShared()) {
            return false;
        }
        return part().equals(that.part())
                || Objects.equals(partOfLock(point), that.part())
                || Objects.equals(part(), partOfLock(that.point));
    }

    static Object part(MeetingPoint point) {
        return point.family()
                + point.placeInFamily().map(place -> " of " + place).orElse("");
    }

    /**
     * Of a lock it is known whom it lets in, so who takes it is not let begin before. Permits are taken by several at once: who releases
     * them need not be whom another one waited for.
     */
    private static Role role(Step step, MeetingPoint point, Activity activity) {
        return switch (step) {
            case ACQUIRE -> point instanceof AnnouncedLock && !isRefused(point, activity) ? Role.ACQUIRES : Role.TAKES;
            case TRY_ACQUIRE -> Role.TAKES;
            case RELEASE -> point instanceof NamedSemaphore ? Role.NEITHER : Role.RELEASES;
            case AWAIT -> Role.RELEASES;
            default -> Role.NEITHER;
        };
    }

    /** Who reads and wants to write is refused at once. */
    private static boolean isRefused(MeetingPoint point, Activity activity) {
        return point instanceof NamedReadWriteLock.WriteLock lock
                && lock.blockers(1).units().containsKey(activity);
    }

    private boolean isShared() {
        return step == Step.LOOK || (point instanceof NamedReadWriteLock.ReadLock && role() != Role.NEITHER);
    }

    @Override
    public boolean isPossible() {
        if (role() != Role.ACQUIRES) {
            return true;
        }
        return switch (point) {
            case NamedLock lock -> lock.owner().isEmpty() && !(lock.isFair() && isQueuedFor(lock));
            case NamedReadWriteLock.WriteLock lock ->
                !isHeldByOthers(lock.blockers(1)) && !(lock.isFair() && isQueuedFor(lock));
            case NamedReadWriteLock.ReadLock lock -> !isHeldByOthers(lock.blockers(1)) && !isQueuedFor(lock);
            default -> true;
        };
    }

    /** Who writes may also read. */
    private boolean isHeldByOthers(Blockers blockers) {
        return blockers.missing() > 0 && !blockers.units().containsKey(activity);
    }

    private static boolean isQueuedFor(AnnouncedLock lock) {
        return !lock.waiters().isEmpty();
    }

    @Override
    public Operation rest() {
        if (role() == Role.NEITHER || role() == Role.FOLLOWS) {
            return this;
        }
        MeetingStep known = rest;
        if (known == null) {
            known = new MeetingStep(point, step, activity, line, roleOfRest());
            known.isRestOf(this);
            rest = known;
        }
        return known;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this point, not one like it
    public boolean isLimited() {
        return switch (step) {
            case TRY_ACQUIRE, PUT, TAKE ->
                activity.currentWait()
                        .filter(wait -> wait.isTimed() && wait.at() == point)
                        .isPresent();
            case AWAIT -> activity.status().state() == State.IN_WAIT_SET;
            default -> false;
        };
    }

    /** Says that it is made in the middle of a call by an interface of the JDK. */
    void isOf(CallStep outer) {
        call = outer;
    }

    @Override
    public boolean isUnasked() {
        CallStep known = call;
        return known != null && known.isUnasked();
    }

    @Override
    public void endsEarly() {
        super.endsEarly();
        rest = null;
    }

    @Override
    public Optional<String> obstacle() {
        if (step != Step.ACQUIRE && step != Step.TRY_ACQUIRE) {
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
            case TRY_ACQUIRE -> "tries to take " + part();
            case RELEASE -> "gives back " + part();
            case AWAIT -> "waits at " + part();
            case SIGNAL -> "signals " + part();
            case PUT -> "puts into " + part();
            case TAKE -> "takes from " + part();
            case LOOK -> "looks at " + part();
            case CALL -> "calls " + part();
            case STATEMENT, COMMIT, ROLLBACK -> "asks " + part();
        };
    }
}
