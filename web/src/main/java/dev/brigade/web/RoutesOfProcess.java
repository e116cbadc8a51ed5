package dev.brigade.web;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.brigade.web.errors.StartException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What another process tells by {@link RunningRoutes}. Apart from that, since only this needs the module {@code jdk.attach},
 * which a runtime for production may lack. Stateless.
 */
final class RoutesOfProcess {
    private RoutesOfProcess() {}

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
        } catch (NoClassDefFoundError e) {
            throw new StartException("This Java can't ask another process: it has no module jdk.attach. A JDK has.", e);
        }
    }

    private static List<String> ask(String pid, MBeanServerConnection server) throws IOException, JMException {
        List<String> lines = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName(RunningRoutes.DOMAIN + ",*"), null)) {
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
