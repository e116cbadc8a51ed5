package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.Binding;
import dev.brigade.web.engine.EngineSettings;
import io.helidon.common.socket.NioSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in connections, as many at once as there are places, and goes on whatever goes wrong with one of them: a machine
 * that has no more files to open has some again after a while.
 *
 * <p>Its thread alone accepts. {@code channel} is closed once, by {@link #stop}, which ends that thread. A place is taken
 * before a connection is accepted and given back when it is over, from whichever thread that is.
 */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    /** After an error, before the next try: more each time in a row. */
    private static final long FIRST_PAUSE_MILLIS = 10;

    private static final long LONGEST_PAUSE_MILLIS = 1000;
    private static final long NANOS_BETWEEN_WARNINGS = TimeUnit.SECONDS.toNanos(10);

    private final ServerSocketChannel channel;
    private final int port;
    private final Shared shared;
    private final Semaphore places;
    private final Thread thread;
    private long pauseMillis;
    private long warnedNanos;

    private Listener(ServerSocketChannel channel, int port, int places, Shared shared) {
        this.channel = channel;
        this.port = port;
        this.shared = shared;
        this.places = new Semaphore(places);
        this.warnedNanos = System.nanoTime() - NANOS_BETWEEN_WARNINGS;
        this.thread = Thread.ofPlatform().daemon().name("http-listener").unstarted(this::run);
    }

    /**
     * Listens, and takes connections in from now on.
     *
     * @throws IOException if it can't; the message says where and why
     */
    static Listener start(EngineSettings settings, Shared shared) throws IOException {
        ServerSocketChannel channel = Binding.bind(settings);
        try {
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            int places = OpenFiles.atMost(settings.maxConnections());
            Listener listener = new Listener(channel, port, places, shared);
            listener.thread.start();
            return listener;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    /** Takes no more connections in; those that are there go on. */
    void stop() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("The listening socket could not be closed: {}", e.getMessage());
        }
        thread.interrupt(); // it may wait for a place, or pause
        try {
            thread.join(LONGEST_PAUSE_MILLIS); // the port is free when it has left the channel
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (channel.isOpen()) {
            try {
                places.acquire();
                takeOne();
                pauseMillis = 0;
            } catch (InterruptedException | ClosedChannelException e) {
                return; // the stop: nobody else closes the channel
            } catch (IOException | RuntimeException | Error e) {
                pause(e);
            }
        }
    }

    private void takeOne() throws IOException {
        SocketChannel accepted = null;
        boolean taken = false;
        try {
            accepted = channel.accept();
            Connection connection = connection(accepted);
            taken = connection != null;
            if (connection != null) {
                connection.begin();
            }
        } finally {
            if (!taken) {
                places.release();
                close(accepted);
            }
        }
    }

    /** Null if the client is gone already: where it is, the system says so when an option is set. */
    private @Nullable Connection connection(SocketChannel accepted) {
        try {
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            accepted.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
            return new Connection(NioSocket.server(accepted, "", ""), shared, end(accepted));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("A client was gone before it was served", e);
            return null;
        }
    }

    /** What is done when a connection is over. */
    private Runnable end(SocketChannel accepted) {
        return () -> {
            close(accepted);
            places.release();
        };
    }

    private static void close(@Nullable SocketChannel accepted) {
        try {
            if (accepted != null) {
                accepted.close();
            }
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    private void pause(Throwable failure) {
        try {
            pauseMillis = Math.clamp(2 * pauseMillis, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
            long now = System.nanoTime();
            if (now - warnedNanos >= NANOS_BETWEEN_WARNINGS) {
                warnedNanos = now;
                LOG.error(
                        "A connection could not be taken in ({}); trying again. Too many open files: allow the process more"
                                + " (ulimit -n), or fewer connections (http.max.connections)",
                        failure.toString());
            }
            Thread.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next acquire ends the loop
        } catch (RuntimeException | Error e) {
            // there is no memory to say so: the next try will show
        }
    }
}
