package dev.brigade.web.isolation;

import dev.brigade.web.Client;
import dev.brigade.web.ClientResponse;
import dev.brigade.web.Request;
import dev.brigade.web.isolation.Step.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One request of a play, with its client. Its first run does each step when the {@link Play} gives the cue. When it runs
 * again after a conflict, it waits until the first runs of all are over, and then does its steps without cues.
 *
 * <p>{@code cued} belongs to the play's thread. The request's thread writes the rest, and the play's reads it: through
 * volatile fields, and through the answer.
 */
final class Actor {
    private static final int SECONDS = 60;

    private final String name;
    private final List<Step> script;
    private final BlockingQueue<Step> cues = new LinkedBlockingQueue<>();
    private final CountDownLatch again = new CountDownLatch(1);
    private final FutureTask<ClientResponse> answer;
    private int cued;
    private volatile int done;
    private volatile boolean runsAgain;
    private volatile List<Result> results = List.of();

    /** Sends its request, which waits for its first cue. */
    Actor(String name, List<Step> script, Client client) {
        this.name = name;
        this.script = script;
        this.answer = new FutureTask<>(() -> client.post("/" + name, ""));
    }

    String name() {
        return name;
    }

    void start() {
        Thread.ofVirtual().name("client of " + name).start(answer);
    }

    void cue(Step step) {
        cued++;
        cues.add(step);
    }

    /** Whether its first run is over: it has ended, and rolled back if it did not commit. */
    boolean isThrough() {
        return runsAgain || answer.isDone();
    }

    /** Whether it has been cued for a step that it has not done. */
    boolean isBusy() {
        return done < cued && !isThrough();
    }

    /** Its answer; from here on it may run again if it has to. */
    ClientResponse answer() throws Exception {
        again.countDown();
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    List<Result> results() {
        return results;
    }

    /** The handler. */
    Object handle(Request request) throws InterruptedException {
        List<Result> mine = new ArrayList<>();
        if (request.run() == 1) {
            for (Step step = cues.take(); !step.ends(); step = cues.take()) {
                mine.add(step.on(request.db()));
                done = mine.size();
            }
        } else {
            runsAgain = true;
            again.await();
            script.stream().filter(step -> !step.ends()).forEach(step -> mine.add(step.on(request.db())));
        }
        results = mine;
        if (script.getLast().aborts()) {
            request.rollbackOnly();
        }
        return "";
    }
}
