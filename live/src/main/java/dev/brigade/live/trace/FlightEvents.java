package dev.brigade.live.trace;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/**
 * What activities did, as events of the JDK's flight recorder: of those that end while a recording runs that has {@code
 * dev.brigade.Activity#enabled=true} and {@code dev.brigade.Step#enabled=true}, and of those that are remembered, as a file.
 *
 * <p>The flight recorder takes the time at which an event is written, and none that has been; so the true times are in fields of
 * the events, and the remembered ones seem to have happened all at once, when the file was made.
 *
 * <p>Safe from any thread: files are made one at a time, under {@code this}; the rest has no state.
 */
public final class FlightEvents implements Consumer<Activity> {
    private static final String OWN = "dev.brigade.";

    private final Predicate<Activity> shown;
    private final UnaryOperator<String> sql;

    /**
     * @param shown which activities are
     * @param sql makes of a statement's text what may be shown
     */
    public FlightEvents(Predicate<Activity> shown, UnaryOperator<String> sql) {
        this.shown = shown;
        this.sql = sql;
    }

    /** Writes what has ended, if a recording runs that wants it. */
    @Override
    public void accept(Activity ended) {
        if (FlightRecorder.isInitialized() && new ActivityEvent().isEnabled() && shown.test(ended)) {
            write(ended, Placed.byActivity(ended.events()).getOrDefault(ended, List.of()), System.nanoTime());
        }
    }

    /**
     * Makes a recording of what {@code recorder} remembers. There is nothing else in it, whatever else is recorded at the moment.
     *
     * @param to a file that is written anew
     */
    public synchronized void writeRemembered(Recorder recorder, Path to) throws IOException {
        Path raw = Files.createTempFile("brigade", ".jfr");
        try (Recording recording = new Recording()) {
            recording.setName("Brigade: what is remembered");
            recording.enable(ActivityEvent.class);
            recording.enable(StepEvent.class);
            recording.start();
            long now = System.nanoTime();
            Map<Activity, List<Placed>> events =
                    Placed.byActivity(recorder.snapshot().events());
            events.forEach((activity, own) -> {
                if (shown.test(activity)) {
                    write(activity, own, now);
                }
            });
            recording.stop();
            recording.dump(raw);
            // Recordings that run at once share their files, and others may have the environment in theirs.
            try (RecordingFile all = new RecordingFile(raw)) {
                all.write(to, event -> event.getEventType().getName().startsWith(OWN));
            }
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    private void write(Activity activity, List<Placed> own, long now) {
        if (own.isEmpty()) {
            return;
        }
        long wall = System.currentTimeMillis();
        for (Slice slice : Slices.of(activity, own, now, sql)) {
            long began = wall - TimeUnit.NANOSECONDS.toMillis(now - slice.begin());
            if (slice.category().equals("activity")) {
                ActivityEvent event = new ActivityEvent();
                event.activity = activity.name();
                event.began = began;
                event.took = slice.end() - slice.begin();
                event.outcome = slice.detail();
                event.commit();
            } else {
                StepEvent event = new StepEvent();
                event.activity = activity.name();
                event.what = slice.name();
                event.sort = slice.category();
                event.detail = slice.detail();
                event.began = began;
                event.after = slice.begin() - activity.startedNanos();
                event.took = slice.end() - slice.begin();
                event.commit();
            }
        }
    }
}
