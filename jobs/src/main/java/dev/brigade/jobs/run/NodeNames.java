package dev.brigade.jobs.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Names for nodes: of which no two are the same, and whose process people can find. Safe from any thread. */
final class NodeNames {
    private static final int LONGEST_HOST = 20;
    private static final int RANDOM = 8;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private NodeNames() {}

    /** {@code machine-4711-1-3f2a91bc}, of 50 characters at most. */
    static String next() {
        String host = host();
        return (host.length() <= LONGEST_HOST ? host : host.substring(0, LONGEST_HOST))
                + "-" + ProcessHandle.current().pid()
                + "-" + NUMBERS.incrementAndGet()
                + "-" + UUID.randomUUID().toString().substring(0, RANDOM);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node"; // it has no name
        }
    }
}
