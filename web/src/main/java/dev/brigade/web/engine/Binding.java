package dev.brigade.web.engine;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** The address on which an engine listens. */
public final class Binding {
    private static final int BACKLOG = 1024;

    private Binding() {}

    /**
     * A socket that listens there.
     *
     * @throws BindException if it can't; the message says where, why and what to do
     */
    public static ServerSocketChannel bind(EngineSettings settings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new BindException("Can't listen on " + settings.host() + ": no such host. Check the host setting.");
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address, BACKLOG);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new BindException("Can't listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage()
                    + ". " + advice(String.valueOf(e.getMessage())));
        }
    }

    private static String advice(String reason) {
        String otherPort = "choose another port: --port 8081 (0 for any that is free)";
        if (reason.contains("assign requested address")) {
            return "This machine has no such address. Correct the host setting; 0.0.0.0 is all that it has";
        }
        return reason.contains("Permission denied")
                ? "This user may not use that one; " + otherPort
                : "End the program that listens there, or " + otherPort;
    }

    /**
     * Looks whether it would be possible, for who wants to know before more is begun. Another may come in between all the same.
     *
     * @throws BindException as {@link #bind}
     */
    public static void check(EngineSettings settings) throws IOException {
        bind(settings).close();
    }
}
