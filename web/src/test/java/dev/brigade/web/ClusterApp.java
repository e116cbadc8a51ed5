package dev.brigade.web;

/** Its requests hold a cluster lock until the process is told to go on; a process of its own in {@link ClusterKillTest}. */
final class ClusterApp {
    private ClusterApp() {}

    public static void main(String... args) {
        App app = App.named("kitchen").database("jdbc:postgresql://localhost/kitchen");
        var billing = app.clusterLock("billing");
        app.post("/bill", rq -> {
            long token = billing.holdFenced(rq);
            rq.db().execute("insert into bill values (?)", token);
            System.out.println("holds it with token " + token);
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody told it to go on");
            }
            return "billed with token " + token;
        });
        app.run(args);
    }
}
