package dev.brigade.web.engine.helidon;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many connections the operating system lets this process have. */
final class OpenFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    /** For libraries, the database and its connections, logs. */
    private static final int RESERVE = 200;

    private OpenFiles() {}

    /** So many connections, or as many as the limit of open files leaves. */
    static int atMost(int connections) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return connections;
        }
        int possible = within(connections, system.getMaxFileDescriptorCount());
        if (possible < connections) {
            LOG.warn(
                    "At most {} connections at once instead of {} (http.max.connections): this process may have {} files"
                            + " open (ulimit -n)",
                    possible,
                    connections,
                    system.getMaxFileDescriptorCount());
        }
        return possible;
    }

    /** A process with hardly any files still has half of them for connections. */
    static int within(int connections, long files) {
        return Math.clamp(Math.max(files - RESERVE, files / 2), 1, connections);
    }
}
