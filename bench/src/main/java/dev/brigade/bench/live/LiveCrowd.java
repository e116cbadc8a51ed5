package dev.brigade.bench.live;

import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.bench.subject.Parent;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import dev.brigade.web.Server;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server with many requests in flight that all wait for one lock, and how much memory its live page takes of that: what is
 * alive on the heap after a collection while somebody looks, less what was before. The main class of a process.
 */
final class LiveCrowd {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int LOOKS = 3;

    private LiveCrowd() {}

    /** Takes how many requests there are to be; says the bytes to its parent. */
    public static void main(String... args) {
        int crowd = Integer.parseInt(args[0]);
        CountDownLatch done = new CountDownLatch(1);
        App app = App.named("bench");
        NamedLock lock = app.lock("stock");
        app.live("/live").allow(_ -> true);
        app.get("/waits", rq -> {
            rq.hold(lock);
            done.await();
            return "done";
        });
        List<Socket> sockets = new ArrayList<>();
        Server server = app.start(
                "--port",
                "0",
                "--requests.running",
                String.valueOf(crowd + 1),
                "--http.max.connections",
                String.valueOf(crowd + 100),
                "--request.deadline",
                "0s");
        for (int i = 0; i < crowd; i++) {
            sockets.add(asks(server.port()));
        }
        while (lock.waiters().size() < crowd - 1) {
            LockSupport.parkNanos(10_000_000);
        }
        long before = alive();
        CountDownLatch listens = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> Listener.listen(server.port(), listens::countDown));
        await(listens);
        long most = 0;
        for (int i = 0; i < LOOKS; i++) {
            LockSupport.parkNanos(LOOK_NANOS);
            most = Math.max(most, alive());
        }
        new Parent().say(String.valueOf(most - before));
        System.exit(sockets.isEmpty() ? 1 : 0); // the sockets are open until here
    }

    private static Socket asks(int port) {
        try {
            Socket socket = new Socket("localhost", port);
            socket.getOutputStream()
                    .write("GET /waits HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return socket;
        } catch (IOException e) {
            throw new BenchmarkException(
                    "So many connections can't be opened (" + e.getMessage() + "): raise ulimit -n", e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new BenchmarkException("Interrupted", e);
        }
    }

    /** The heap after a collection. */
    private static long alive() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
