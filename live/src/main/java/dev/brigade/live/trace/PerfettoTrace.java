package dev.brigade.live.trace;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.OwnedLock;
import dev.brigade.threads.Snapshot;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What is remembered as a trace in the Trace Event Format (Google, "Trace Event Format", 2016), which ui.perfetto.dev and
 * chrome://tracing show: a thread for each activity, with its waits and statements as slices in it; a thread for each lock, with
 * who held it; and arrows from a release to who had waited, from a signal to who went on, from a put to who got the item. For one
 * thread.
 */
public final class PerfettoTrace {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int ACTIVITIES = 1;
    private static final int LOCKS = 2;
    private static final double NANOS = 1e3; // of a microsecond

    private final String app;
    private final UnaryOperator<String> sql;
    private final Map<Activity, List<Placed>> events;
    private final long until;
    private final long zero;

    /**
     * @param shown which activities are
     * @param sql makes of a statement's text what may be shown
     */
    public PerfettoTrace(String app, Snapshot snapshot, Predicate<Activity> shown, UnaryOperator<String> sql) {
        this.app = app;
        this.sql = sql;
        Map<Activity, List<Placed>> all = new LinkedHashMap<>(Placed.byActivity(snapshot.events()));
        all.keySet().removeIf(activity -> !shown.test(activity));
        this.events = all;
        this.until = snapshot.takenNanos();
        this.zero = events.values().stream()
                        .mapToLong(own -> own.getFirst().nanos() - until)
                        .min()
                        .orElse(0)
                + until;
    }

    /** Writes it, as JSON. */
    public void write(OutputStream out) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("displayTimeUnit", "ms");
            json.writeArrayPropertyStart("traceEvents");
            name(json, "process_name", ACTIVITIES, 0, app);
            Map<OwnedLock, List<Holds.Hold>> holds = Holds.of(events, until);
            events.forEach((activity, own) -> activity(json, activity, own));
            locks(json, holds);
            int id = 0;
            for (Flow flow : Flow.of(events, holds)) {
                flow(json, ++id, flow);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void activity(JsonGenerator json, Activity activity, List<Placed> own) {
        name(json, "thread_name", ACTIVITIES, activity.id(), activity.name());
        Slices.of(activity, own, until, sql).forEach(slice -> {
            begin(json, "X", slice.name(), slice.category(), ACTIVITIES, activity.id(), slice.begin());
            json.writeNumberProperty("dur", (slice.end() - slice.begin()) / NANOS);
            if (!slice.detail().isEmpty()) {
                detail(json, slice.detail());
            }
            json.writeEndObject();
        });
        for (Placed placed : own) {
            if (placed.event() instanceof Event.RunsAgain again) {
                instant(json, "run " + again.run(), again.why(), activity, placed.nanos());
            } else if (placed.event() instanceof Event.SignalSent sent
                    && sent.to().isEmpty()) {
                instant(json, "signal that nobody heard", sent.at().name(), activity, placed.nanos());
            } else if (placed.event() instanceof Event.CallBegan call) {
                instant(json, "asks " + call.at().name(), call.detail(), activity, placed.nanos());
            }
        }
    }

    private void locks(JsonGenerator json, Map<OwnedLock, List<Holds.Hold>> holds) {
        if (holds.isEmpty()) {
            return;
        }
        name(json, "process_name", LOCKS, 0, app + ": locks");
        Map<OwnedLock, Integer> threads = new HashMap<>();
        holds.forEach((lock, inTurn) -> {
            int thread = threads.size() + 1;
            threads.put(lock, thread);
            name(json, "thread_name", LOCKS, thread, Slices.text(lock));
            for (Holds.Hold hold : inTurn) {
                begin(json, "X", hold.holder().name(), "hold", LOCKS, thread, hold.begin());
                json.writeNumberProperty("dur", (hold.end() - hold.begin()) / NANOS);
                json.writeEndObject();
            }
        });
    }

    private void flow(JsonGenerator json, int id, Flow flow) {
        begin(json, "s", flow.name(), "flow", ACTIVITIES, flow.from().id(), flow.fromNanos());
        json.writeNumberProperty("id", id);
        json.writeEndObject();
        begin(json, "f", flow.name(), "flow", ACTIVITIES, flow.to().id(), flow.toNanos());
        json.writeNumberProperty("id", id);
        json.writeStringProperty("bp", "e");
        json.writeEndObject();
    }

    private void instant(JsonGenerator json, String name, String detail, Activity activity, long nanos) {
        begin(json, "i", name, "event", ACTIVITIES, activity.id(), nanos);
        json.writeStringProperty("s", "t");
        if (!detail.isEmpty()) {
            detail(json, detail);
        }
        json.writeEndObject();
    }

    private void begin(
            JsonGenerator json, String phase, String name, String category, int process, long thread, long nanos) {
        json.writeStartObject();
        json.writeStringProperty("ph", phase);
        json.writeStringProperty("name", name);
        json.writeStringProperty("cat", category);
        json.writeNumberProperty("pid", process);
        json.writeNumberProperty("tid", thread);
        json.writeNumberProperty("ts", (nanos - zero) / NANOS);
    }

    private static void detail(JsonGenerator json, String text) {
        json.writeObjectPropertyStart("args");
        json.writeStringProperty("detail", text);
        json.writeEndObject();
    }

    private static void name(JsonGenerator json, String what, int process, long thread, String name) {
        json.writeStartObject();
        json.writeStringProperty("ph", "M");
        json.writeStringProperty("name", what);
        json.writeNumberProperty("pid", process);
        json.writeNumberProperty("tid", thread);
        json.writeObjectPropertyStart("args");
        json.writeStringProperty("name", name);
        json.writeEndObject();
        json.writeEndObject();
    }
}
