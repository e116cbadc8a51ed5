package dev.brigade.bench.live;

import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.bench.subject.Parent;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import dev.brigade.web.Server;
import java.lang.management.ManagementFactory;
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
    static final String PATH = "/waits";

    private LiveCrowd() {}

    /** Takes how many requests there are to be, of {@link #PATH}; says its port to its parent, and when they wait the bytes. */
    public static void main(String... args) {
        int crowd = Integer.parseInt(args[0]);
        CountDownLatch done = new CountDownLatch(1);
        App app = App.named("bench");
        NamedLock lock = app.lock("stock");
        app.live("/live").allow(_ -> true);
        app.get(PATH, rq -> {
            rq.hold(lock);
            done.await();
            return "done";
        });
        Server server = app.start(
                "--port",
                "0",
                "--requests.running",
                String.valueOf(crowd + 1),
                "--http.max.connections",
                String.valueOf(crowd + 100),
                "--request.deadline",
                "0s");
        Parent parent = new Parent();
        parent.say(String.valueOf(server.port()));
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
        parent.say(String.valueOf(most - before));
        while (parent.hear().isPresent()) {
            // there is nothing more to be said
        }
        System.exit(0);
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
