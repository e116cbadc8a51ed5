package dev.brigade.live;

import dev.brigade.live.look.Look;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Cancellation;
import dev.brigade.threads.Recorder;
import dev.brigade.web.Request;
import dev.brigade.web.Response;
import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.NotFound;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels what a person at the page points at, in the way in which deadlines do: its statement is cancelled or its thread
 * interrupted, its transaction rolls back, and a request is answered with 503. Has no state: safe from any thread.
 */
final class Cancelling {
    private static final Logger LOG = LoggerFactory.getLogger("brigade.live");

    private final Recorder recorder;
    private final Look look;
    private final Csrf csrf;

    Cancelling(Recorder recorder, Look look, Csrf csrf) {
        this.recorder = recorder;
        this.look = look;
        this.csrf = csrf;
    }

    Response cancel(Request request) {
        csrf.check(request);
        long id = request.path("id", long.class);
        Activity activity = running(id)
                .orElseThrow(() -> new NotFound("Nothing that runs has the number " + id + "; it has ended already"));
        Cancellation cancellation = activity.cancellation()
                .orElseThrow(() -> new Conflict(activity + " can't be cancelled, or has just ended"));
        if (!cancellation.cancel("at the live page")) {
            throw new Conflict(
                    activity + " can't be cancelled any more: it commits, has ended or was cancelled before");
        }
        LOG.warn("{} was cancelled at the live page, from {}", activity, request.remoteAddress());
        return Response.text(activity + " was told to end").status(202);
    }

    private Optional<Activity> running(long id) {
        AtomicReference<@Nullable Activity> found = new AtomicReference<>();
        recorder.forEachRunning(activity -> {
            if (activity.id() == id && !look.isOfThisPage(activity)) {
                found.set(activity);
            }
        });
        return Optional.ofNullable(found.get());
    }
}
