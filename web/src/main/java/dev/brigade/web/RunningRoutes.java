package dev.brigade.web;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.queues.ConsumerView;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of a running application with what their requests did, and its queues with what becomes of their items: told over JMX, which only who may attach to the process
 * can ask, so no port is opened for it. Immutable; what it reads is safe from any thread.
 */
final class RunningRoutes implements RunningRoutesMXBean {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final String DOMAIN = "dev.brigade:type=Routes";

    private final List<CompiledRoute> routes;
    private final Supplier<List<ConsumerView>> consumers;

    RunningRoutes(List<CompiledRoute> routes, Supplier<List<ConsumerView>> consumers) {
        this.routes = List.copyOf(routes);
        this.consumers = consumers;
    }

    /** Tells of what is {@code running} until it is {@linkplain #withdraw withdrawn}. */
    static ObjectName publish(String application, Assembly running) {
        try {
            ObjectName name = new ObjectName(DOMAIN + ",name=" + application);
            try {
                ManagementFactory.getPlatformMBeanServer()
                        .registerMBean(new RunningRoutes(running.routes(), running::consumers), name);
            } catch (InstanceAlreadyExistsException e) { // two of one name in a process: tests have that
                LOG.debug("The routes of another {} are told already", application, e);
            }
            return name;
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

    /**
     * Asks the process {@code pid}.
     *
     * @throws StartException if it can't be asked, or is no application of Brigade
     */
    @SuppressWarnings(
            "BanJNDI") // the address is that of the agent that was started here, in a process of the same user
    static List<String> of(String pid) {
        try {
            VirtualMachine process = VirtualMachine.attach(pid);
            String address;
            try {
                address = process.startLocalManagementAgent();
            } finally {
                process.detach();
            }
            try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
                return ask(pid, connector.getMBeanServerConnection());
            }
        } catch (AttachNotSupportedException | IOException | JMException e) {
            throw new StartException(
                    "Process " + pid + " can't be asked for its routes (" + e.getMessage()
                            + "). It must be a Java process of the same user: jps lists them.",
                    e);
        }
    }

    private static List<String> ask(String pid, MBeanServerConnection server) throws IOException, JMException {
        List<String> lines = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName(DOMAIN + ",*"), null)) {
            for (String attribute : List.of("Routes", "Consumers")) {
                if (server.getAttribute(name, attribute) instanceof String[] told) {
                    lines.addAll(List.of(told));
                }
            }
        }
        if (lines.isEmpty()) {
            throw new StartException("Process " + pid + " runs no application of Brigade that listens.");
        }
        return lines;
    }
}
