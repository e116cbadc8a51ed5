package dev.brigade.web;

import dev.brigade.data.errors.DatabaseUnavailableException;
import dev.brigade.data.errors.Outages;
import dev.brigade.threads.Activity;
import dev.brigade.threads.guard.Guard;
import dev.brigade.web.engine.Engine;
import dev.brigade.web.engine.EngineSettings;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.queues.ConsumerView;
import dev.brigade.web.watch.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started application that listens. Safe from any thread. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /** How long streams of unknown length may go on at most before they are told that the server stops. */
    private static final Duration MOST_OF_STREAMS = Duration.ofSeconds(5);

    private final Assembly assembly;
    private final Engine engine;
    private final String host;
    private final Optional<ObjectName> told;
    private boolean stopped; // guarded by this

    private Server(Assembly assembly, Engine engine, String host, Optional<ObjectName> told) {
        this.told = told;
        this.assembly = assembly;
        this.engine = engine;
        this.host = host;
    }

    static Server start(App app, String... arguments) {
        long started = System.nanoTime();
        Assembly assembly = Assembly.of(app, new OwnProcess(List.of(arguments), true));
        EngineSettings settings = app.serverSettings().engine();
        Engine engine;
        try {
            engine = app.engine().start(settings, assembly.dispatcher());
        } catch (RuntimeException | Error e) {
            assembly.close();
            if (e instanceof UncheckedIOException && e.getCause() instanceof IOException reason) {
                throw new StartException(String.valueOf(reason.getMessage()));
            }
            throw e;
        }
        assembly.listensAt(machine(settings.host()) + ":" + engine.port());
        Server server = new Server(assembly, engine, settings.host(), RunningRoutes.publish(app.name(), assembly));
        try {
            assembly.ownWork().serves();
        } catch (RuntimeException | Error e) {
            server.close(); // it listens already
            if (Outages.isOutage(e)) {
                throw new StartException("What it does beside its requests can't begin. " + reason(e), e);
            }
            throw e;
        }
        LOG.info(
                "{} is ready: {} ({} ms{})",
                app.name(),
                server.url(),
                Duration.ofNanos(System.nanoTime() - started).toMillis(),
                app.serverSettings().development() ? ", development" : "");
        return server;
    }

    private static String reason(Throwable outage) {
        for (Throwable at = outage; at != null; at = at.getCause()) {
            if (at instanceof DatabaseUnavailableException unavailable) {
                return String.valueOf(unavailable.getMessage());
            }
        }
        return String.valueOf(outage.getMessage());
    }

    /** The name of this machine if {@code host} stands for all its addresses. */
    private static String machine(String host) {
        if (!host.equals("0.0.0.0") && !host.equals("::")) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return host; // it has no name
        }
    }

    Assembly assembly() {
        return assembly;
    }

    /** The guard, which knows what it has found. */
    public Guard guard() {
        return assembly.wiring().guard();
    }

    /** What becomes of the items of each queue that is {@linkplain App#consume consumed}; costs a look at each stack at work. */
    public List<ConsumerView> consumers() {
        return assembly.ownWork().consumers();
    }

    /**
     * Does something in a transaction of its own, on this thread, which is no request's; again when it met a conflict with another.
     *
     * @return what {@code body} returned
     * @throws IllegalStateException if the thread is that of a request, an item or a job, which has, or had, a transaction of its own
     * @throws Exception what {@code body} throws, or the commit
     */
    public <R extends @Nullable Object> R transaction(Transacted<R> body) throws Exception {
        return Alone.run(assembly.ownWork().resources(), body);
    }

    /** The port it listens on. */
    public int port() {
        return engine.port();
    }

    /** Where a browser on this machine finds it. */
    public String url() {
        boolean local = host.equals("0.0.0.0") || host.equals("::") || host.equals("127.0.0.1");
        String address = host.contains(":") ? "[" + host + "]" : host; // IPv6
        return "http://" + (local ? "localhost" : address) + ":" + port();
    }

    /** Streams that may be endless are told after a part of the grace, so that those with an end reach it. */
    private int engineStopped(Duration grace) {
        Duration third = grace.dividedBy(3);
        Duration patience = third.compareTo(MOST_OF_STREAMS) < 0 ? third : MOST_OF_STREAMS;
        Thread teller = Thread.ofPlatform().daemon().name("stops-streams").start(() -> {
            try {
                Thread.sleep(patience);
                assembly.dispatcher().sending().stopStreams();
            } catch (InterruptedException e) {
                // all have ended
            }
        });
        int cutOff = engine.stop(grace);
        teller.interrupt();
        return cutOff;
    }

    private String running(Duration grace) {
        Map<Activity.Kind, Long> kinds = assembly.wiring().recorder().running().stream()
                .collect(Collectors.groupingBy(Activity::kind, Collectors.counting()));
        long requests = kinds.getOrDefault(Activity.Kind.REQUEST, 0L);
        long others = kinds.getOrDefault(Activity.Kind.CONSUMER, 0L) + kinds.getOrDefault(Activity.Kind.JOB, 0L);
        if (requests + others == 0) {
            return "no request runs";
        }
        String beside = others == 0 ? "" : " and " + others + (others == 1 ? " piece" : " pieces") + " of other work";
        return (requests == 1 ? "1 request" : requests + " requests") + beside + " may take " + grace.toSeconds()
                + " s more (stop.grace); a second signal ends them at once";
    }

    /**
     * Stops: takes no new connections and finishes requests in flight; streams are interrupted
     * after a third of the setting {@code stop.grace}, or 5 s; then finishes jobs that run; then the items of queues or hands them
     * back, as {@link Consumption} says; each within the setting {@code stop.grace}. Then closes the database. Returns when that is
     * done; a second call returns when the first has.
     */
    @Override
    public synchronized void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        Uninterrupted.run(this::stop); // whatever ended the wait of who stops it, what runs here has its time
    }

    private void stop() {
        told.ifPresent(RunningRoutes::withdraw);
        Duration grace = assembly.settings().stopGrace();
        assembly.ownWork().beginStop();
        LOG.info("Stopping: {}", running(grace));
        assembly.dispatcher().sending().stopEvents();
        int cutOff = engineStopped(grace);
        if (cutOff > 0) {
            LOG.warn("{} requests had not ended after {} s and were cut off", cutOff, grace.toSeconds());
        }
        assembly.close();
        LOG.info("Stopped");
    }
}
