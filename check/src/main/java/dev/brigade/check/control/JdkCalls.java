package dev.brigade.check.control;

import dev.brigade.check.agent.Call;
import dev.brigade.check.agent.CallKind;
import dev.brigade.check.agent.Calls;
import dev.brigade.check.agent.Site;
import dev.brigade.check.agent.Sites;
import dev.brigade.check.control.SharedStep.Role;
import dev.brigade.check.race.RaceDetector;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Task;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Calls of the JDK that matter between threads. Confined to the carrier. */
final class JdkCalls {
    private static final String CONTENTS = "contents";

    private final Scheduler scheduler;
    private final RaceDetector races;
    private final Monitors monitors;
    private final Values values;
    private final Locks locks = new Locks();
    /** Of each iterator, view or stream, what it shows. */
    private final IdentityHashMap<Object, Object> sources = new IdentityHashMap<>();

    private final IdentityHashMap<Object, Task> holders = new IdentityHashMap<>();
    private final IdentityHashMap<Task, Integer> depths = new IdentityHashMap<>();

    JdkCalls(Scheduler scheduler, RaceDetector races, Monitors monitors, Values values) {
        this.scheduler = scheduler;
        this.races = races;
        this.monitors = monitors;
        this.values = values;
    }

    void begin() {
        sources.clear();
        locks.clear();
        holders.clear();
        depths.clear();
    }

    void before(Task me, @Nullable Object receiver, @Nullable Object argument, int siteId) {
        Call call = Calls.of(siteId, receiver);
        if (call.is(CallKind.START)) {
            strangers(receiver, siteId);
            return; // the thread that is started is told of by the scheduler
        }
        if (call.is(CallKind.SLEEP)) {
            return;
        }
        if (call.is(CallKind.YIELD)) {
            scheduler.letsOthersRun(me);
            return;
        }
        Object object = object(me, call, receiver, argument);
        if (scheduler.isExploring() && !isAgain(call, receiver)) {
            CallStep step = step(me, call, object, receiver, argument, siteId);
            if (call.is(CallKind.UNLOCK)) {
                scheduler.pointWithoutEnd(step);
            } else {
                scheduler.point(step);
            }
            me.attach(step);
        }
        boolean synchronizes = call.is(CallKind.ACQUIRES) || call.is(CallKind.RELEASES);
        if (call.is(CallKind.RELEASES)) {
            races.release(me.id(), object);
        }
        if (!synchronizes && !call.is(CallKind.PARK) && !call.is(CallKind.UNPARK) && !call.is(CallKind.SIGNAL)) {
            if (call.is(CallKind.WRITE)) {
                races.write(me.id(), object, CONTENTS, siteId);
            } else if (call.is(CallKind.READ)) {
                races.read(me.id(), object, CONTENTS, siteId);
            }
        }
        if ((call.is(CallKind.UNLOCK) && !isAgain(call, receiver)) || object instanceof Semaphore) {
            holders.remove(object);
        }
        if (call.is(CallKind.AWAIT)) {
            Object lock = locks.ofCondition(object);
            if (lock == null) {
                depths.put(me, monitors.waits(object));
            } else {
                holders.remove(lock);
                races.release(me.id(), lock);
            }
        }
    }

    void after(Task me, @Nullable Object receiver, @Nullable Object result, int siteId) {
        Call call = Calls.of(siteId, receiver);
        if (call.is(CallKind.START) || call.is(CallKind.SLEEP) || call.is(CallKind.YIELD)) {
            return;
        }
        Object object = object(me, call, receiver, null);
        if (call.is(CallKind.ACQUIRES)) {
            races.acquire(me.id(), object);
        }
        if (call.is(CallKind.LOCK)
                || (object instanceof Semaphore && call.is(CallKind.BLOCKS))
                || (call.is(CallKind.TRY_LOCK) && !Boolean.FALSE.equals(result))) {
            holders.put(object, me);
        }
        if (call.is(CallKind.AWAIT)) {
            Object lock = locks.ofCondition(object);
            if (lock == null) {
                monitors.again(object, me, depths.getOrDefault(me, 1));
            } else {
                holders.put(lock, me);
                races.acquire(me.id(), lock);
            }
        }
        if (call.is(CallKind.JOIN) && receiver instanceof Thread thread) {
            Task ended = scheduler.taskOf(thread);
            if (ended != null && ended.hasEnded()) {
                races.join(me.id(), ended.id());
            }
        }
        if (result != null && call.is(CallKind.VIEW)) {
            sources.put(result, object);
        }
        if (values.isTracing() && result != null && me.attachment() instanceof CallStep step) {
            step.value(Values.text(result));
        }
        me.attach(null);
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
            Task me, Call call, Object object, @Nullable Object receiver, @Nullable Object argument, int siteId) {
        Site site = Sites.of(siteId);
        boolean changes =
                (!call.is(CallKind.READ) || call.is(CallKind.WRITE)) && !(isOfLock(call) && Locks.isShared(receiver));
        CallStep step = new CallStep(
                object,
                part(call, site, object, argument),
                changes,
                role(call, receiver),
                siteId,
                values.nameOf(object),
                call.is(CallKind.BLOCKS) || call.is(CallKind.LOCK)
                        ? receiver instanceof Thread thread
                                ? joins(thread)
                                : Readiness.of(receiver == null ? object : receiver, site.member(), me.thread())
                        : () -> true);
        if (call.is(CallKind.AWAIT)) {
            Object lock = locks.ofCondition(object);
            step.alsoTouches(lock == null ? object : lock);
        }
        if (call.is(CallKind.LOCK) || call.is(CallKind.BLOCKS)) {
            boolean mayBeMine = receiver instanceof Lock && !(receiver instanceof ReentrantLock);
            step.heldBy(() -> Optional.ofNullable(holders.get(object))
                    .filter(holder -> mayBeMine || holder != me)
                    .map(holder -> holder == me ? "itself" : holder.name()));
        }
        return step;
    }

    /** Whether a thread takes a lock that it has, or gives it back and still has it: nobody else can tell. */
    private static boolean isAgain(Call call, @Nullable Object receiver) {
        return receiver instanceof ReentrantLock lock
                && ((call.is(CallKind.LOCK) && lock.getHoldCount() > 0)
                        || (call.is(CallKind.UNLOCK) && lock.getHoldCount() > 1));
    }

    private static boolean isOfLock(Call call) {
        return call.is(CallKind.LOCK) || call.is(CallKind.TRY_LOCK) || call.is(CallKind.UNLOCK);
    }

    private Object part(Call call, Site site, Object object, @Nullable Object argument) {
        if ((call.is(CallKind.AWAIT) || call.is(CallKind.SIGNAL)) && locks.ofCondition(object) == null) {
            return SharedStep.WAIT_SET;
        }
        return argument != null && isKeyed(site.member()) && isPlainKey(argument) ? argument : SharedStep.WHOLE;
    }

    private static Role role(Call call, @Nullable Object receiver) {
        if (call.is(CallKind.AWAIT) || call.is(CallKind.UNLOCK)) {
            return Role.RELEASES;
        }
        if (call.is(CallKind.LOCK)) {
            return Role.ACQUIRES;
        }
        if (call.is(CallKind.BLOCKS)) {
            return Readiness.stays(receiver) ? Role.FOLLOWS : Role.TAKES;
        }
        return call.is(CallKind.TIMED) || call.is(CallKind.TRY_LOCK) ? Role.TAKES : Role.NEITHER;
    }

    private java.util.function.BooleanSupplier joins(Thread thread) {
        Task task = scheduler.taskOf(thread);
        return task == null ? () -> true : task::hasEnded;
    }

    private static boolean isKeyed(String method) {
        return switch (method) {
            case "get",
                    "put",
                    "putIfAbsent",
                    "containsKey",
                    "computeIfAbsent",
                    "computeIfPresent",
                    "compute",
                    "merge",
                    "replace",
                    "getOrDefault" -> true;
            default -> false;
        };
    }

    private static boolean isPlainKey(@Nullable Object key) {
        return key instanceof String || key instanceof Number || key instanceof Enum<?>;
    }

    /** Notes work that is given to threads which are not under control. */
    private void strangers(@Nullable Object receiver, int siteId) {
        Site site = Sites.of(siteId);
        boolean pool = receiver instanceof ThreadPoolExecutor || receiver instanceof ForkJoinPool;
        boolean platform = receiver instanceof Thread thread && !thread.isVirtual();
        boolean common = receiver == null && site.member().endsWith("Async");
        if (pool || platform || common) {
            scheduler.leavesControl(Names.simple(site.owner()) + "." + site.member() + "(…) at " + site.where()
                    + (pool && receiver instanceof ExecutorService
                            ? ", whose threads are not virtual ones of this run"
                            : platform ? ", a platform thread" : ", on the common pool"));
        }
    }
}
