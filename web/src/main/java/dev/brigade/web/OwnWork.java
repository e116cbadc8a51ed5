package dev.brigade.web;

import dev.brigade.web.background.Background;
import dev.brigade.web.consume.Consumers;
import dev.brigade.web.consume.FailureLog;
import dev.brigade.web.consume.Periodics;
import dev.brigade.web.consume.Resources;
import dev.brigade.web.consume.Solo;
import dev.brigade.web.queues.ConsumerTotals;
import dev.brigade.web.queues.ConsumerView;
import dev.brigade.web.watch.Uninterrupted;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a started application does beside its requests: works on items, does things every so often, and something at the end. Safe from any
 * thread; started and stopped by one.
 */
final class OwnWork {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Resources resources;
    private final Consumers consumers;
    private final Periodics periodics;
    private final List<Background> backgrounds;
    private final List<WorkHandler> stopHooks;
    private volatile boolean stopping;

    /**
     * What an application declared.
     *
     * @param work whose consumers begin at once
     * @param backgrounds what modules have running, such as durable jobs
     */
    OwnWork(Resources resources, DeclaredWork work, List<Background> backgrounds) {
        this.backgrounds = List.copyOf(backgrounds);
        this.resources = resources;
        this.consumers = new Consumers(resources);
        this.periodics = new Periodics(resources);
        this.stopHooks = List.copyOf(work.stopHooks());
        work.periodic()
                .forEach((name, every) -> periodics.add(name, every.period(), run -> {
                    every.work().handle(run);
                    return true;
                }));
        work.consumptions().forEach(consumption -> consumers.start(consumption.declared()));
    }

    Resources resources() {
        return resources;
    }

    Periodics periodics() {
        return periodics;
    }

    List<ConsumerView> consumers() {
        return consumers.views();
    }

    List<ConsumerTotals> consumerTotals() {
        return consumers.totals();
    }

    /** It serves others than a client in its process. */
    void serves() {
        backgrounds.forEach(Background::start);
    }

    /** From now on nothing begins by itself. */
    void beginStop() {
        stopping = true;
        periodics.beginStop();
    }

    boolean isStopping() {
        return stopping;
    }

    /** Ends what runs; consumers last, for the others may put into queues. */
    void stop(Duration grace) {
        stopping = true;
        periodics.stop(grace);
        backgrounds.forEach(one -> one.stop(grace));
        consumers.stop(grace);
    }

    /** At the end of an application that has been started, the hook declared last first. */
    void runStopHooks(Duration grace) {
        Duration deadline = grace.isZero() ? SHORTEST : grace; // zero would be none
        for (WorkHandler hook : stopHooks.reversed()) {
            Uninterrupted.run(() -> runStopHook(hook, deadline));
        }
    }

    private void runStopHook(WorkHandler hook, Duration deadline) {
        try {
            Solo.run(resources, "stop", deadline, work -> {
                hook.handle(work);
                return true;
            });
        } catch (Exception | Error e) {
            FailureLog.tell(() -> LOG.error("A hook of onStop failed", e));
        }
    }
}
