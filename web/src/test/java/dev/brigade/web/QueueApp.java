package dev.brigade.web;

import java.util.concurrent.CountDownLatch;

/**
 * Takes items from a queue, each until it is told to go on by a line on its input; a process of its own in {@link
 * ConsumerSigtermTest}. With the setting {@code back}, items are handed back when it stops.
 */
final class QueueApp {
    private QueueApp() {}

    public static void main(String... args) {
        var goOn = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                if (System.in.read() >= 0) {
                    goOn.countDown();
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        App app = App.named("queue").database();
        app.onStart(work -> work.db().execute("create table note (text varchar(200))"));
        var pass = app.queue("pass", String.class, 3);
        app.post("/{item}", rq -> {
            Notes.add(rq, rq.path("item"));
            rq.put(pass, rq.path("item"));
            System.out.println("ordered " + rq.path("item"));
            return "";
        });
        var consumption = app.consume(pass, 1, (work, item) -> {
            System.out.println("begun " + item);
            goOn.await();
            Notes.add(work, item + " served");
        });
        if (args[0].equals("back")) {
            consumption.handBack((work, items) -> items.forEach(item -> Notes.add(work, item + " back")));
        }
        app.run(java.util.Arrays.copyOfRange(args, 1, args.length));
    }
}
