package dev.brigade.web;

import dev.brigade.web.queues.ConsumerView;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of a running application with what their requests did, and its queues with what becomes of their items: told over JMX, which only who may attach to the process
 * can ask, so no port is opened for it. Immutable; what it reads is safe from any thread.
 */
final class RunningRoutes implements RunningRoutesMXBean {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    static final String DOMAIN = "dev.brigade:type=Routes";

    private final List<CompiledRoute> routes;
    private final Supplier<List<ConsumerView>> consumers;

    RunningRoutes(List<CompiledRoute> routes, Supplier<List<ConsumerView>> consumers) {
        this.routes = List.copyOf(routes);
        this.consumers = consumers;
    }

    /**
     * Tells of what is {@code running} until it is {@linkplain #withdraw withdrawn}; empty if another of that name is told of already, which is then
     * not this one's to withdraw.
     */
    static Optional<ObjectName> publish(String application, Assembly running) {
        try {
            ObjectName name = new ObjectName(DOMAIN + ",name=" + application);
            try {
                ManagementFactory.getPlatformMBeanServer()
                        .registerMBean(new RunningRoutes(running.routes(), running.ownWork()::consumers), name);
            } catch (InstanceAlreadyExistsException e) { // two of one name in a process: tests have that
                LOG.debug("The routes of another {} are told already", application, e);
                return Optional.empty();
            }
            return Optional.of(name);
        } catch (JMException e) {
            throw new IllegalStateException("The routes of " + application + " can't be told over JMX", e);
        }
    }

    static void withdraw(ObjectName name) {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException e) {
            LOG.debug("{} was not there any more", name, e);
        }
    }

    @Override
    public String[] getRoutes() {
        int width = routes.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        return routes.stream()
                .map(one -> String.format("%-" + Math.max(1, width) + "s  %s", one.name(), counts(one)))
                .toArray(String[]::new);
    }

    @Override
    public String[] getConsumers() {
        return consumers.get().stream().map(ConsumerView::toString).toArray(String[]::new);
    }

    private static String counts(CompiledRoute route) {
        String counts = String.format(
                Locale.ROOT,
                "%d requests, %d runs after a conflict",
                route.counts().requests(),
                route.counts().conflicts());
        Guess guess = route.guess();
        if (!guess.isAllowed()) {
            return counts;
        }
        return counts
                + String.format(
                        Locale.ROOT,
                        ", one statement %s: %d ran so, %d had to run again",
                        guess.isMade() ? "expected" : "not expected",
                        guess.right(),
                        guess.wrong());
    }
}
