package dev.brigade.check.control;

import dev.brigade.check.agent.Call;
import dev.brigade.check.agent.CallKind;
import dev.brigade.check.agent.Calls;
import dev.brigade.check.agent.Site;
import dev.brigade.check.agent.Sites;
import dev.brigade.check.control.FieldPlaces.Place;
import dev.brigade.check.control.SharedStep.Role;
import dev.brigade.check.race.RaceDetector;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Task;
import dev.brigade.threads.MeetingPoint;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Enumeration;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Calls of the JDK that matter between threads. Confined to the carrier. */
final class JdkCalls {
    private static final String CONTENTS = "contents";
    /** Where an iterator is, which is its own, while what it goes through is its collection's. */
    private static final String CURSOR = "cursor";

    private final Scheduler scheduler;
    private final RaceDetector races;
    private final Monitors monitors;
    private final Values values;
    private final Locks locks = new Locks();
    /** Of each iterator, view or stream, what it shows. */
    private final IdentityHashMap<Object, Object> sources = new IdentityHashMap<>();

    private final Holders holders = new Holders();
    private final IdentityHashMap<Task, Integer> depths = new IdentityHashMap<>();

    /** Futures that a thread completed itself, so that it is known what happened before. */
    private final IdentityHashMap<Object, Object> settled = new IdentityHashMap<>();

    /** The calls in whose middle a thread is, with the object that they are made on. */
    private final IdentityHashMap<Task, ArrayDeque<Object>> open = new IdentityHashMap<>();

    /** What each thread reaches by the calls on handles in whose middle it is; empty where that is not known. */
    private final IdentityHashMap<Task, ArrayDeque<Optional<Place>>> reached = new IdentityHashMap<>();

    private final OptimisticReads reads;
    private final Handed handed;
    private final Departures departures;
    private final StartedTasks started;

    JdkCalls(
            Scheduler scheduler,
            RaceDetector races,
            OptimisticReads reads,
            Handed handed,
            StartedTasks started,
            Monitors monitors,
            Values values) {
        this.reads = reads;
        this.handed = handed;
        this.started = started;
        this.scheduler = scheduler;
        this.departures = new Departures(scheduler);
        this.races = races;
        this.monitors = monitors;
        this.values = values;
    }

    void begin() {
        clear(sources);
        locks.clear();
        clear(settled);
        clear(open);
        clear(reached);
        started.clear();
        reads.clear();
        holders.clear();
        clear(depths);
    }

    /** An identity map goes through all its slots to clear itself, also when nothing is in them, as in most runs. */
    static void clear(IdentityHashMap<?, ?> map) {
        if (!map.isEmpty()) {
            map.clear();
        }
    }

    void before(Task me, @Nullable Object receiver, @Nullable Object argument, int siteId) {
        if (isOfConstant(receiver)) {
            return;
        }
        if (!Calls.isOfArgument(siteId)) {
            begins(me, receiver, argument, siteId);
        } else if (receiver instanceof Executor) {
            departures.note(receiver, siteId);
        } else {
            Contained.of(receiver, Sites.of(siteId).member()).forEach(one -> begins(me, one, null, siteId));
        }
    }

    void after(Task me, @Nullable Object receiver, @Nullable Object result, int siteId) {
        if (isOfConstant(receiver)) {
            return;
        }
        if (Calls.isOfArgument(siteId)) {
            Contained.of(receiver, Sites.of(siteId).member()).forEach(one -> ends(me, one, null, siteId));
        } else {
            ends(me, receiver, result, siteId);
        }
    }

    private void begins(Task me, @Nullable Object receiver, @Nullable Object argument, int siteId) {
        Call call = Calls.of(siteId, receiver);
        if (call.is(CallKind.START)) {
            departures.note(receiver, siteId);
            started.begins(me);
            return; // the thread that is started is told of by the scheduler
        }
        if (call.is(CallKind.SLEEP)) {
            scheduler.sleeps(new SleepStep(siteId));
            return;
        }
        if (call.is(CallKind.YIELD)) {
            scheduler.letsOthersRun(me);
            return;
        }
        if (isTold(call, receiver)) {
            return;
        }
        if (Departures.isOnCommonPool(call, receiver, siteId)) {
            departures.note(receiver, siteId);
        }
        inside(me);
        Place place = receiver != null && FieldPlaces.isHandle(receiver) ? reaches(me, receiver, argument) : null;
        Object object = place != null ? place.stepOwner() : object(me, call, receiver, argument);
        if (scheduler.isExploring() && !isAgain(call, receiver)) {
            CallStep step = step(me, call, object, place, receiver, argument, siteId);
            if (call.is(CallKind.UNLOCK)) {
                scheduler.pointWithoutEnd(step);
            } else {
                scheduler.point(step);
            }
            step.isLimited(call.is(CallKind.TIMED));
            me.attach(step);
        } else if (!call.is(CallKind.UNLOCK)) {
            scheduler.passes();
        }
        if (callsBack(call, receiver)) {
            open.computeIfAbsent(me, _ -> new ArrayDeque<>()).addLast(object);
        }
        if (place != null) {
            told(me, call, place, siteId);
            return;
        }
        if (call.is(CallKind.RELEASES)) {
            races.release(me.id(), object);
            if (object instanceof Future<?>) {
                settled.put(object, object);
            }
        }
        if (scheduler.isExploring() && isPlain(call)) {
            if (call.is(CallKind.WRITE)) {
                races.write(me.id(), object, CONTENTS, siteId);
            } else if (call.is(CallKind.READ)) {
                reads.read(me, object, CONTENTS, siteId);
            }
        }
        if (scheduler.isExploring() && isIterator(receiver) && isPlain(call)) {
            if (Sites.of(siteId).member().startsWith("has")) {
                reads.read(me, receiver, CURSOR, siteId);
            } else {
                races.write(me.id(), receiver, CURSOR, siteId);
            }
        }
        if (call.is(CallKind.UNLOCK) && !isAgain(call, receiver)) {
            holders.gaveBack(object);
        }
        if (object instanceof Semaphore semaphore && call.is(CallKind.RELEASES)) {
            holders.gaveBackPermit(semaphore, me);
        }
        if (call.is(CallKind.AWAIT)) {
            Object lock = locks.ofCondition(object);
            if (lock == null) {
                depths.put(me, monitors.waits(object));
            } else {
                holders.gaveBack(lock);
                races.release(me.id(), lock);
            }
        }
    }

    private void ends(Task me, @Nullable Object receiver, @Nullable Object result, int siteId) {
        Call call = Calls.of(siteId, receiver);
        if (call.is(CallKind.START)) {
            started.ends(me, receiver, result);
        }
        if (call.is(CallKind.SLEEP)) {
            scheduler.hasSlept();
        }
        if (call.is(CallKind.SLEEP)
                || call.is(CallKind.YIELD)
                || (call.is(CallKind.START) && !call.is(CallKind.JOIN))) {
            return;
        }
        if (isTold(call, receiver)) {
            return;
        }
        Place place = receiver != null && FieldPlaces.isHandle(receiver) ? reached(me) : null;
        Object object = place != null ? place.stepOwner() : object(me, call, receiver, null);
        if (place != null) {
            if (call.is(CallKind.ACQUIRES) || (place.isOrdered() && call.is(CallKind.READ))) {
                races.acquire(me.id(), place.owner(), place.part());
            }
        } else if (call.is(CallKind.ACQUIRES)) {
            races.acquire(me.id(), object);
        }
        ArrayDeque<Object> inside = callsBack(call, receiver) ? open.get(me) : null;
        if (inside != null) {
            if (call.is(CallKind.RELEASES)) {
                races.release(me.id(), object);
            }
            inside.removeLast();
            if (inside.isEmpty()) {
                open.remove(me);
            }
        }
        if (object instanceof StampedLock) {
            reads.called(me, Sites.of(siteId).member());
        }
        if (call.is(CallKind.LOCK) || (call.is(CallKind.TRY_LOCK) && !Boolean.FALSE.equals(result))) {
            holders.took(object, me);
            if (result != null && !result.equals(0L) && me.attachment() instanceof CallStep step) {
                step.succeeds();
            }
        }
        if (object instanceof Semaphore semaphore && call.is(CallKind.ACQUIRES) && !Boolean.FALSE.equals(result)) {
            holders.tookPermit(semaphore, me);
        }
        if (call.is(CallKind.AWAIT)) {
            Object lock = locks.ofCondition(object);
            if (lock == null) {
                monitors.again(object, me, depths.getOrDefault(me, 1));
            } else {
                holders.took(lock, me);
                races.acquire(me.id(), lock);
            }
        }
        if (receiver != null && !settled.containsKey(receiver) && isJoin(call, siteId)) {
            started.joined(scheduler, me, receiver);
        }
        if (result != null && call.is(CallKind.VIEW)) {
            if (call.is(CallKind.DELEGATES)) {
                sources.putIfAbsent(
                        result, object); // what the application's own method has made it of is known already
            } else {
                sources.put(result, object);
            }
        }
        if (result != null && receiver != null && Calls.isOfLibrary(receiver)) {
            handed.got(me, result, null);
        }
        if (me.attachment() instanceof CallStep step) {
            step.isLimited(false);
            if (values.isTracing() && result != null) {
                step.value(Values.text(result));
            }
        }
        me.attach(null);
    }

    /** A thread reaches a place by a handle; null if it is not known which. */
    private @Nullable Place reaches(Task me, Object handle, @Nullable Object argument) {
        Optional<Place> place = Optional.ofNullable(FieldPlaces.of(handle, argument));
        reached.computeIfAbsent(me, _ -> new ArrayDeque<>()).addLast(place);
        return place.orElse(null);
    }

    private @Nullable Place reached(Task me) {
        ArrayDeque<Optional<Place>> places = reached.get(me);
        return places == null || places.isEmpty() ? null : places.removeLast().orElse(null);
    }

    private void told(Task me, Call call, Place place, int siteId) {
        if (call.is(CallKind.RELEASES) || (place.isOrdered() && call.is(CallKind.WRITE))) {
            races.release(me.id(), place.owner(), place.part());
        }
        boolean isOfElements = place.part().equals(SharedStep.WHOLE);
        if (scheduler.isExploring() && isPlain(call) && !isOfElements && !place.isOrdered()) {
            if (call.is(CallKind.WRITE)) {
                races.write(me.id(), place.owner(), place.part(), siteId);
            } else {
                reads.read(me, place.owner(), place.part(), siteId);
            }
        }
    }

    private Object object(Task me, Call call, @Nullable Object receiver, @Nullable Object argument) {
        if (call.is(CallKind.PARK)) {
            return me.thread();
        }
        if (call.is(CallKind.UNPARK)) {
            return argument == null ? receiver == null ? me.thread() : receiver : argument;
        }
        if (receiver == null) {
            return SharedStep.STATIC;
        }
        Object source = call.is(CallKind.AWAIT) || call.is(CallKind.SIGNAL) ? null : sources.get(receiver);
        return source == null ? locks.same(receiver) : source;
    }

    private CallStep step(
            Task me,
            Call call,
            Object object,
            @Nullable Place place,
            @Nullable Object receiver,
            @Nullable Object argument,
            int siteId) {
        Site site = Sites.of(siteId);
        boolean shared = isOfLock(call) && Locks.isShared(receiver, site.member());
        boolean changes = (!call.is(CallKind.READ) || call.is(CallKind.WRITE)) && !shared;
        CallStep step = new CallStep(
                object,
                place != null ? place.part() : part(call, site, object, argument),
                changes,
                role(call, receiver),
                siteId,
                values.nameOf(object),
                call.is(CallKind.BLOCKS) || call.is(CallKind.LOCK)
                        ? receiver instanceof Thread thread
                                ? joins(thread)
                                : Readiness.of(receiver == null ? object : receiver, site.member(), me.thread())
                        : () -> true);
        if (shared) {
            step.isShared();
        }
        if (place != null) {
            place.field().ifPresent(step::reaches);
        }
        if (call.is(CallKind.AWAIT)) {
            Object lock = locks.ofCondition(object);
            step.alsoTouches(lock == null ? object : lock);
        }
        if (isIterator(receiver)) {
            step.alsoTouches(Objects.requireNonNull(receiver));
        }
        holders.tell(step, me, call, object, receiver);
        if (call.is(CallKind.JOIN) && call.is(CallKind.TIMED) && receiver != null) {
            step.heldBy(() -> started.heldUp(scheduler, me, receiver));
        }
        return step;
    }

    /** Whether a thread takes a lock that it has, or gives it back and still has it: nobody else can tell. */
    private static boolean isAgain(Call call, @Nullable Object receiver) {
        if (receiver == null || !isOfLock(call)) {
            return false;
        }
        return LockState.holds(receiver) > (call.is(CallKind.UNLOCK) ? 1 : 0);
    }

    /**
     * A thread makes a step. If it is one of a function that {@code compute} or the like calls, or of an {@code equals} that a
     * concurrent map calls, it comes after what other threads did there, and it may have had to wait for them since the call began.
     */
    void inside(Task me) {
        if (!open.isEmpty() && open.containsKey(me)) {
            open.get(me).forEach(object -> races.acquire(me.id(), object));
        }
    }

    /**
     * Whether a call is one step for others, though it may call the program in the middle: functions, what a future goes on with, the
     * action of a barrier, and {@code equals}, {@code compareTo} or {@code toString} of what others have put into a collection.
     */
    private static boolean callsBack(Call call, @Nullable Object receiver) {
        return call.is(CallKind.ACQUIRES)
                && (call.takesFunction()
                        || receiver instanceof Map<?, ?>
                        || receiver instanceof Collection<?>
                        || receiver instanceof CyclicBarrier
                        || receiver instanceof Phaser
                        || (receiver instanceof CompletableFuture<?>
                                && call.is(CallKind.RELEASES)
                                && call.is(CallKind.WRITE)));
    }

    /** Whether a call uses an object that threads must not use together unless something else orders them. */
    private static boolean isPlain(Call call) {
        return !call.is(CallKind.ACQUIRES)
                && !call.is(CallKind.RELEASES)
                && !call.is(CallKind.DELEGATES)
                && !call.is(CallKind.PARK)
                && !call.is(CallKind.UNPARK)
                && !call.is(CallKind.SIGNAL);
    }

    /** A final field, which is read by its reflection. */
    private static boolean isOfConstant(@Nullable Object receiver) {
        return receiver instanceof Field field && Modifier.isFinal(field.getModifiers());
    }

    /** Whether it goes through something, and is changed by that itself. */
    private static boolean isIterator(@Nullable Object receiver) {
        return receiver instanceof Iterator<?>
                || receiver instanceof Enumeration<?>
                || receiver instanceof Spliterator<?>
                || receiver instanceof BaseStream<?, ?>;
    }

    private static boolean isJoin(Call call, int siteId) {
        return call.is(CallKind.JOIN) || Sites.of(siteId).member().equals("awaitTermination");
    }

    /** Whether it is a lock of Brigade's own, which announces what is done with it. */
    private static boolean isTold(Call call, @Nullable Object receiver) {
        return receiver instanceof MeetingPoint && isOfLock(call);
    }

    private static boolean isOfLock(Call call) {
        return call.is(CallKind.LOCK) || call.is(CallKind.TRY_LOCK) || call.is(CallKind.UNLOCK);
    }

    private Object part(Call call, Site site, Object object, @Nullable Object argument) {
        if ((call.is(CallKind.AWAIT) || call.is(CallKind.SIGNAL)) && locks.ofCondition(object) == null) {
            return SharedStep.WAIT_SET;
        }
        return argument != null && Keys.tellApart(object, site.member(), argument) ? argument : SharedStep.WHOLE;
    }

    private static Role role(Call call, @Nullable Object receiver) {
        if (call.is(CallKind.AWAIT) || call.is(CallKind.UNLOCK)) {
            return Role.RELEASES;
        }
        if (call.is(CallKind.LOCK)) {
            return receiver != null && LockState.isKnown(receiver) ? Role.ACQUIRES : Role.TAKES;
        }
        if (call.is(CallKind.BLOCKS)) {
            return Readiness.stays(receiver) ? Role.FOLLOWS : Role.TAKES;
        }
        return call.is(CallKind.TIMED) || call.is(CallKind.TRY_LOCK) ? Role.TAKES : Role.NEITHER;
    }

    private BooleanSupplier joins(Thread thread) {
        Task task = scheduler.taskOf(thread);
        return task == null ? () -> true : task::hasEnded;
    }
}
