package dev.brigade.live.wire;

import dev.brigade.live.look.Film;
import dev.brigade.live.look.Frame;
import dev.brigade.live.look.Look;
import dev.brigade.web.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks ten times a second, as long as a browser wants to know, and puts what has changed into the browsers' mailboxes. One
 * thread for all browsers: what they cost does not grow with their number but for the sending, which each one's own thread does.
 * A platform thread, for it must run even when handlers keep all carriers busy.
 *
 * <p>All fields are guarded by this object's monitor, which no thread of the application's ever takes.
 */
public final class Feed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("brigade.live");
    private static final long PERIOD_MILLIS = 100;
    private static final long WORDS_NANOS = 500_000_000;
    static final int MOST_BROWSERS = 32;

    private final Observed observed;
    private final Look look;
    private final FrameJson json;
    private final List<Mailbox> browsers = new ArrayList<>();
    private @Nullable Running running;
    private boolean closed;

    public Feed(Observed observed, Look look, FrameJson json) {
        this.observed = observed;
        this.look = look;
        this.json = json;
    }

    /** What there is while a thread looks. Changed only by that, under the feed's monitor. */
    private final class Running {
        final Ends ends = new Ends();
        final Film film = new Film(look, observed.recorder());
        final Thread thread = Thread.ofPlatform().daemon().name("live-page").unstarted(() -> run(this));
        Frame last;
        String saidSentence;
        long saidNanos;

        Running() {
            observed.recorder().heardBy(ends);
            try {
                last = film.first().frame();
                saidSentence = last.sentence();
            } catch (RuntimeException | Error e) {
                observed.recorder().unheardBy(ends); // nobody else would
                throw e;
            }
        }
    }

    /** A mailbox for one more browser; empty if there are too many. */
    public synchronized Optional<Mailbox> join() {
        if (closed || browsers.size() >= MOST_BROWSERS) {
            return Optional.empty();
        }
        Running now = running == null ? new Running() : running;
        Mailbox mailbox = new Mailbox();
        mailbox.putWhole(whole(now));
        browsers.add(mailbox); // after all that may fail: nobody leaves who has not joined
        if (running == null) {
            running = now;
            now.thread.start();
        }
        return Optional.of(mailbox);
    }

    /** Whether there are as many browsers as may be. */
    public synchronized boolean isFull() {
        return browsers.size() >= MOST_BROWSERS;
    }

    /** The browser has gone. The last one ends the looking. */
    public synchronized void leave(Mailbox mailbox) {
        browsers.remove(mailbox);
        Running now = running;
        if (browsers.isEmpty() && now != null) {
            stop(now);
        }
    }

    /** All that there is, for who asks once. */
    public synchronized String whole() {
        Running now = running;
        if (now != null) {
            return whole(now);
        }
        Film film = new Film(look, observed.recorder());
        Frame frame = film.first().frame();
        return json.whole(film.whole(frame), frame.lost() + film.dropped(), 0);
    }

    /** What there is at this moment, without what has been. */
    public String present() {
        Frame frame = look.frame();
        return json.whole(new Film.Whole(frame, frame.rows(), List.of()), frame.lost(), 0);
    }

    /** Whether a thread looks at this moment. */
    synchronized boolean isLooking() {
        return running != null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Running now = running;
        if (now != null) {
            stop(now);
        }
    }

    private void stop(Running now) {
        running = null;
        observed.recorder().unheardBy(now.ends);
        now.thread.interrupt();
    }

    private String whole(Running now) {
        return json.whole(now.film.whole(now.last), now.last.lost() + now.film.dropped(), now.ends.leftOut());
    }

    private void run(Running mine) {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                synchronized (this) {
                    if (!mine.equals(running)) {
                        return;
                    }
                    try {
                        step(mine);
                    } catch (RuntimeException | Error e) { // also an Error: nobody else would look again
                        LOG.error("The live page could not look; it tries again", e);
                        browsers.forEach(Mailbox::hasMissed);
                    }
                }
            }
        } catch (InterruptedException e) {
            // Nobody looks any more.
        }
    }

    /** For a thread that has this object's monitor. */
    private void step(Running mine) {
        Film.Change change = mine.film.next(mine.ends.take());
        Frame frame = change.frame();
        boolean changed = isChanged(change, mine.last) || isOldNews(mine, frame);
        mine.last = frame;
        if (changed) {
            mine.saidSentence = frame.sentence();
            mine.saidNanos = frame.nanos();
            String delta = json.delta(change, frame.lost() + mine.film.dropped(), mine.ends.leftOut());
            browsers.forEach(browser -> browser.putChange(delta));
        }
        List<Mailbox> lost = browsers.stream().filter(Mailbox::asksForWhole).toList();
        if (!lost.isEmpty()) {
            String whole = whole(mine);
            lost.forEach(browser -> browser.putWhole(whole));
        }
    }

    private static boolean isChanged(Film.Change change, Frame last) {
        Frame frame = change.frame();
        return !change.things().isEmpty()
                || !change.gone().isEmpty()
                || !change.rows().isEmpty()
                || !change.forgotten().isEmpty()
                || !change.knots().isEmpty()
                || !change.events().isEmpty()
                || frame.mood() != last.mood()
                || !frame.edges().equals(last.edges())
                || !frame.transactions().equals(last.transactions());
    }

    /** The words change with the time; that alone is told less often. */
    private static boolean isOldNews(Running mine, Frame frame) {
        return !frame.sentence().equals(mine.saidSentence) && frame.nanos() - mine.saidNanos >= WORDS_NANOS;
    }
}
