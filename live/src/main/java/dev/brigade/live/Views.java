package dev.brigade.live;

import dev.brigade.live.wire.Feed;
import dev.brigade.live.wire.Mailbox;
import dev.brigade.web.EventStream;
import dev.brigade.web.Request;
import dev.brigade.web.Response;
import dev.brigade.web.errors.ServiceUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What happens, for who asks once and for who goes on listening. Has no state of its own: safe from any thread. */
final class Views {
    private static final long HEARTBEAT_MILLIS = 5_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Feed feed;

    Views(Feed feed) {
        this.feed = feed;
    }

    /** With {@code past=no} without what has been: events, and who has ended. */
    Response state(Request request) {
        boolean withoutPast = request.query("past").filter("no"::equals).isPresent();
        String state = withoutPast ? feed.present() : feed.whole();
        return Response.bytes("application/json", state.getBytes(StandardCharsets.UTF_8));
    }

    Response events(Request request) {
        if (feed.isFull()) {
            throw new ServiceUnavailable("Too many look at the live page already", RETRY_AFTER);
        }
        return Response.events(this::send);
    }

    private void send(EventStream events) throws IOException, InterruptedException {
        Optional<Mailbox> joined = feed.join();
        if (joined.isEmpty()) {
            return; // others came first: the browser tries again, and is told
        }
        Mailbox mailbox = joined.get();
        try {
            while (true) {
                Optional<Mailbox.Message> next = mailbox.take(HEARTBEAT_MILLIS);
                if (next.isPresent()) {
                    events.send(next.get().type(), next.get().data());
                } else {
                    events.heartbeat();
                }
            }
        } finally {
            feed.leave(mailbox);
        }
    }
}
