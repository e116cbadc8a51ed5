package dev.brigade.web;

import dev.brigade.web.errors.StartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mounts the live pages of an application while it is put together. On one thread. */
final class LiveMounts {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private LiveMounts() {}

    /**
     * Adds the routes of the pages that are served to {@code router}.
     *
     * @param node which process this is, once that is known
     * @return ends what they have running
     * @throws StartException if there is nothing that serves them
     */
    static Runnable mount(App app, Wiring wiring, Supplier<String> node) {
        List<Runnable> ends = new ArrayList<>();
        for (LiveOptions live : app.livePages()) {
            if (!wiring.settings().development() && live.allowed().isEmpty()) {
                LOG.info(
                        "The live page {} is not served in production, since nobody is allowed to see it; say who is:"
                                + " app.live(\"{}\").allow(rq -> …)",
                        live.path(),
                        live.path());
                continue;
            }
            Observed observed = new Observed(
                    app.name(),
                    live.path(),
                    node,
                    wiring.settings().development(),
                    wiring.recorder(),
                    wiring.guard(),
                    wiring.databases(),
                    app::points,
                    allow(live, wiring),
                    live.showsValues());
            ends.add(provider(live).serve(live.routes(), observed));
            live.declared().forEach(route -> wiring.routes().mount(route, wiring.settings()));
        }
        return () -> ends.forEach(Runnable::run);
    }

    /** In development anybody on this machine may see it, and so might the pages that their browsers have open. */
    private static LiveOptions.Allow allow(LiveOptions live, Wiring wiring) {
        LiveOptions.Allow declared = live.allowed().orElse(_ -> true);
        return wiring.settings().development()
                ? new LocalHost(wiring.settings().engine().host(), declared)
                : declared;
    }

    private static LivePage provider(LiveOptions live) {
        Optional<LivePage> found = ServiceLoader.load(LivePage.class).findFirst();
        return found.or(() -> ServiceLoader.load(LivePage.class, LivePage.class.getClassLoader())
                        .findFirst())
                .orElseThrow(() -> new StartException("app.live(\"" + live.path()
                        + "\") needs the module that serves the page: add the dependency dev.brigade:brigade-live"));
    }
}
