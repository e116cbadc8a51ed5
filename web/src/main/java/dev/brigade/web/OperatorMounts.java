package dev.brigade.web;

import dev.brigade.web.errors.Forbidden;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mounts pages for those who run the application while it is put together, and says who may see them. On one thread. */
final class OperatorMounts {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private OperatorMounts() {}

    /** A page that was declared at a place. */
    record Declared(OperatorPage page, LiveRoutes routes) {}

    /** Adds the routes of the pages that are served. */
    static void mount(App app, Wiring wiring) {
        for (Declared one : app.modules().operatorPages()) {
            OperatorPage page = one.page();
            allow(page.allowed(), page.name(), one.routes().path(), page.declaration(), wiring)
                    .ifPresent(allow -> {
                        one.routes().around((request, next) -> {
                            if (!allow.test(request)) {
                                throw new Forbidden(
                                        "You are not allowed to see " + page.name() + " of this application");
                            }
                            return next.handle(request);
                        });
                        one.routes().get("/", page::answer);
                        one.routes().declared().forEach(route -> wiring.routes().mount(route, wiring.settings()));
                    });
        }
    }

    /**
     * Who may see a page; empty if it is not served, which has been logged. In development anybody on this machine may, and so might the
     * pages that their browsers have open.
     *
     * @param declared who may, as the application says
     * @param name of the page, in a sentence
     * @param declaration the code to which {@code .allow(rq -> …)} is added
     */
    static Optional<LiveOptions.Allow> allow(
            Optional<LiveOptions.Allow> declared, String name, String path, String declaration, Wiring wiring) {
        if (wiring.settings().development()) {
            return Optional.of(new LocalHost(wiring.settings().engine().host(), name, declaration, declared));
        }
        if (declared.isEmpty()) {
            LOG.info(
                    "In production {} at {} would be seen by nobody, so there is none; say who is allowed to: {}.allow(rq -> …)",
                    name,
                    path,
                    declaration);
        }
        return declared;
    }
}
