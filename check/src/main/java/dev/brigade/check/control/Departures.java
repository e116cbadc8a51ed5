package dev.brigade.check.control;

import dev.brigade.check.agent.Call;
import dev.brigade.check.agent.Calls;
import dev.brigade.check.agent.Site;
import dev.brigade.check.agent.Sites;
import dev.brigade.check.schedule.Scheduler;
import java.util.Collection;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Work that is given to threads beside the explorer: what it does there is not seen, and the run has to say so. Confined to the carrier. */
final class Departures {
    private final Scheduler scheduler;

    Departures(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Whether work is given to the common pool, which no thread of a run is in. */
    static boolean isOnCommonPool(Call call, @Nullable Object receiver, int siteId) {
        String method = Sites.of(siteId).member();
        return switch (receiver) {
            case CompletionStage<?> _ ->
                (method.endsWith("Async") && !call.takes("java/util/concurrent/Executor"))
                        || method.equals("orTimeout")
                        || method.equals("completeOnTimeout");
            case Collection<?> _ -> method.equals("parallelStream");
            case BaseStream<?, ?> _ -> method.equals("parallel");
            case null, default -> false;
        };
    }

    /** Notes work that is given to threads which are not under control. */
    void note(@Nullable Object receiver, int siteId) {
        Site site = Sites.of(siteId);
        boolean pool = receiver instanceof ThreadPoolExecutor
                || receiver instanceof ForkJoinPool
                || receiver instanceof Timer
                || isWrappedPool(receiver);
        boolean platform = receiver instanceof Thread thread && !thread.isVirtual();
        boolean common = isOnCommonPool(Calls.of(siteId), receiver, siteId)
                || (receiver == null
                        && site.member().endsWith("Async")
                        && !Calls.of(siteId).takes("java/util/concurrent/Executor"));
        if (pool || platform || common) {
            scheduler.leavesControl(Names.simple(site.owner()) + "." + site.member() + "(…) at " + site.where()
                    + (pool
                            ? ", whose threads are not virtual ones of this run"
                            : platform ? ", a platform thread" : ", on the common pool"));
        }
    }

    /** Whether it is what {@code Executors.newSingleThreadExecutor()} and the like return. */
    private static boolean isWrappedPool(@Nullable Object receiver) {
        return receiver instanceof ExecutorService && receiver.getClass().getEnclosingClass() == Executors.class;
    }
}
