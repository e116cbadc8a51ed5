package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand requests that want a connection at once, of a pool of two. */
class FairPoolTest {
    private static final int REQUESTS = 1000;
    private static final int SECONDS = 60;
    private static final String ONE = "select 1";

    /** A request that has a connection, and keeps it until it is told to end. */
    private record Served(int number, CountDownLatch mayEnd) {}

    private final BlockingQueue<Served> served = new LinkedBlockingQueue<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final long[] arrived = new long[REQUESTS]; // each written by one request before it gets its connection
    private final long[] waited = new long[REQUESTS]; // each written by one request before its answer

    private InProcess started(TestDatabase database) {
        App app = App.named("test").database(database.fresh().url());
        app.post("/holds", rq -> {
            rq.db().createQuery(ONE).mapTo(Integer.class).one();
            served.add(new Served(-1, mayEnd));
            mayEnd.await();
            return "";
        });
        app.post("/waits/{number:int}", rq -> {
            int number = rq.path("number", int.class);
            arrived[number] = System.nanoTime();
            int one = rq.db().createQuery(ONE).mapTo(Integer.class).one();
            waited[number] = System.nanoTime() - arrived[number];
            return one;
        });
        app.post("/stays/{number:int}", rq -> {
            rq.db().createQuery(ONE).mapTo(Integer.class).one();
            Served mine = new Served(rq.path("number", int.class), new CountDownLatch(1));
            served.add(mine);
            mine.mayEnd().await();
            return "";
        });
        return InProcess.of(
                app, "--database.pool.size", "2", "--database.pool.timeout", "60s", "--request.deadline", "10m");
    }

    /** Requests, of which the later ones come when those before wait. The first two have the connections. */
    private List<FutureTask<Integer>> thousandAt(InProcess app, String path) throws InterruptedException {
        List<FutureTask<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.add(post(app, "/holds"));
            take();
        }
        for (int i = 0; i < REQUESTS; i++) {
            int before = i;
            all.add(post(app, path + i));
            Eventually.holds("request " + i + " waits", () -> app.pool().waiting() == before + 1);
        }
        return all;
    }

    private static FutureTask<Integer> post(InProcess app, String target) {
        FutureTask<Integer> answer = new FutureTask<>(() -> app.post(target, "").status());
        Thread.startVirtualThread(answer);
        return answer;
    }

    private Served take() throws InterruptedException {
        return Objects.requireNonNull(served.poll(SECONDS, TimeUnit.SECONDS), "no further request gets a connection");
    }

    private static void allAreServed(List<FutureTask<Integer>> all) throws Exception {
        for (FutureTask<Integer> one : all) {
            assertThat(one.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void are_served_in_the_order_in_which_they_came(TestDatabase database) throws Exception {
        List<Integer> order = new ArrayList<>();
        try (InProcess app = started(database)) {
            List<FutureTask<Integer>> all = thousandAt(app, "/stays/");
            mayEnd.countDown();
            // the two that have the connections end one after the other, so that one comes after the other
            List<Served> two = new ArrayList<>(List.of(take(), take()));
            two.sort((a, b) -> Integer.compare(a.number(), b.number()));
            two.forEach(one -> order.add(one.number()));
            while (order.size() < REQUESTS) {
                two.removeFirst().mayEnd().countDown();
                Served next = take();
                order.add(next.number());
                two.add(next);
            }
            two.forEach(one -> one.mayEnd().countDown());
            allAreServed(all);
            assertThat(order).isEqualTo(IntStream.range(0, REQUESTS).boxed().toList());
            assertThat(app.pool().leased()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void are_all_served_when_nobody_holds_them_up(TestDatabase database) throws Exception {
        try (InProcess app = started(database)) {
            List<FutureTask<Integer>> all = thousandAt(app, "/waits/");
            long released = System.nanoTime();
            mayEnd.countDown();
            allAreServed(all);
            long[] afterRelease = IntStream.range(0, REQUESTS)
                    .mapToLong(i -> arrived[i] + waited[i] - released)
                    .sorted()
                    .toArray();
            System.out.printf(
                    "%s, 1,000 requests on 2 connections: wait for a connection since one was free: p50 %.1f ms, p99 %.1f ms,"
                            + " longest %.1f ms%n",
                    database,
                    afterRelease[REQUESTS / 2] / 1e6,
                    afterRelease[REQUESTS * 99 / 100] / 1e6,
                    afterRelease[REQUESTS - 1] / 1e6);
            assertThat(app.pool().leased()).isZero();
        }
    }
}
