package bakery;

import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import java.util.concurrent.CountDownLatch;

/** One oven: who bakes has it until {@code done}, who asks meanwhile waits for it. */
public final class Bakery {
    private Bakery() {}

    /** Its routes are {@code /bakes} and {@code /waits}; and {@code /monitor}, at which nobody has given anything a name. */
    public static App app(CountDownLatch done) {
        App app = App.named("bakery");
        NamedLock oven = app.lock("oven");
        app.live("/live");
        app.get("/bakes", rq -> {
            rq.hold(oven);
            done.await(); // line 18
            return "baked";
        });
        app.get("/waits", rq -> {
            rq.hold(oven); // line 22
            return "then";
        });
        Object monitor = new Object();
        app.get("/monitor", rq -> {
            synchronized (monitor) {
                done.await(); // line 28
                return "monitored";
            }
        });
        return app;
    }
}
