package dev.brigade.live;

import dev.brigade.web.Filter;
import dev.brigade.web.Handler;
import dev.brigade.web.LiveOptions;
import dev.brigade.web.Request;
import dev.brigade.web.Response;
import dev.brigade.web.errors.Forbidden;

/**
 * Lets in who is allowed, and tells browsers to load and send nothing elsewhere. Immutable: safe from any thread.
 */
final class Door implements Filter {
    private static final String POLICY =
            "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private final LiveOptions.Allow allow;

    Door(LiveOptions.Allow allow) {
        this.allow = allow;
    }

    @Override
    public Object around(Request request, Handler next) throws Exception {
        if (!allow.test(request)) {
            throw new Forbidden("You are not allowed to see the live page of this application");
        }
        Object answer = next.handle(request);
        if (answer instanceof Response response) {
            response.header("Content-Security-Policy", POLICY)
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cache-Control", "no-store");
        }
        return answer;
    }
}
