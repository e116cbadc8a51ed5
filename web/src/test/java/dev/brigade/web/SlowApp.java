package dev.brigade.web;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Its requests take until it is told to go on by a line on its input; a process of its own in {@link SigtermTest} and {@link JsonLogTest}. */
final class SlowApp {
    private SlowApp() {}

    public static void main(String... args) {
        var goOn = new CountDownLatch(1);
        var running = new AtomicInteger();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                if (System.in.read() >= 0) {
                    goOn.countDown();
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        App app = App.named("slow");
        var slowStart = app.setting("slow.start", Boolean.class, false, "whether its start waits as well");
        app.onStart(_ -> {
            if (slowStart.value()) {
                System.out.println("it starts");
                goOn.await();
            }
        });
        app.get("/slow", rq -> {
            System.out.println("slow requests: " + running.incrementAndGet());
            goOn.await();
            return "done " + rq.query("n").orElseThrow();
        });
        app.get("/fails", _ -> {
            throw new IllegalStateException("first line\n\"second\" line");
        });
        app.get(
                "/events",
                _ -> Response.events(events -> {
                    events.send("hello");
                    new Semaphore(0).acquire(); // until the server stops
                }));
        app.get(
                "/stream",
                _ -> Response.stream("text/plain", out -> {
                    out.write("begun".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    out.flush();
                    goOn.await();
                    out.write(" and ended".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }));
        app.get(
                "/endless",
                _ -> Response.stream("text/plain", out -> {
                    while (true) {
                        out.write("tick\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        out.flush();
                        Thread.sleep(10);
                    }
                }));
        app.run(args);
    }
}
