package dev.brigade.web;

import dev.brigade.web.errors.StartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** Mounts the live pages of an application while it is put together. On one thread. */
final class LiveMounts {
    private LiveMounts() {}

    /**
     * Adds the routes of the pages that are served.
     *
     * @param node which process this is, once that is known
     * @return ends what they have running
     * @throws StartException if there is nothing that serves them
     */
    static Runnable mount(App app, Wiring wiring, Supplier<String> node) {
        List<Runnable> ends = new ArrayList<>();
        for (LiveOptions live : app.livePages()) {
            Optional<LiveOptions.Allow> allow = OperatorMounts.allow(
                    live.allowed(), "the live page", live.path(), "app.live(\"" + live.path() + "\")", wiring);
            if (allow.isEmpty()) {
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
                    allow.get(),
                    live.showsValues());
            ends.add(provider(live).serve(live.routes(), observed));
            live.declared().forEach(route -> wiring.routes().mount(route, wiring.settings()));
        }
        return () -> ends.forEach(Runnable::run);
    }

    private static LivePage provider(LiveOptions live) {
        Optional<LivePage> found = ServiceLoader.load(LivePage.class).findFirst();
        return found.or(() -> ServiceLoader.load(LivePage.class, LivePage.class.getClassLoader())
                        .findFirst())
                .orElseThrow(() -> new StartException("app.live(\"" + live.path()
                        + "\") needs the module that serves the page: add the dependency dev.brigade:brigade-live"));
    }
}
