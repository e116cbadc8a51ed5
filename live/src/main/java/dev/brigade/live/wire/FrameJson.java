package dev.brigade.live.wire;

import dev.brigade.live.look.Edge;
import dev.brigade.live.look.Film;
import dev.brigade.live.look.Frame;
import dev.brigade.live.look.Happening;
import dev.brigade.live.look.Knot;
import dev.brigade.live.look.OpenTransaction;
import dev.brigade.live.look.Row;
import dev.brigade.live.look.Thing;
import dev.brigade.web.Observed;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Frames as JSON: what a browser gets. All that comes from outside is a value in it, never code. Immutable. */
public final class FrameJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Observed observed;
    private final Clock clock;

    public FrameJson(Observed observed, Clock clock) {
        this.observed = observed;
        this.clock = clock;
    }

    /** All that there is. */
    public String whole(Film.Whole whole, long lost, long sampledOut) {
        return written(json -> {
            json.writeStringProperty("app", observed.app());
            json.writeStringProperty("node", observed.node().get());
            json.writeStringProperty("mode", observed.development() ? "development" : "production");
            json.writeNumberProperty("zero", clock.zeroMillis());
            head(json, whole.frame());
            things(json, whole.frame().things());
            rows(json, whole.rows());
            parts(json, whole.frame());
            knots(json, whole.frame().knots());
            events(json, whole.events());
            counts(json, whole.frame(), lost, sampledOut);
        });
    }

    /** What is new. */
    public String delta(Film.Change change, long lost, long sampledOut) {
        return written(json -> {
            head(json, change.frame());
            things(json, change.things());
            texts(json, "gone", change.gone());
            rows(json, change.rows());
            numbers(json, "forgotten", change.forgotten());
            parts(json, change.frame());
            knots(json, change.knots());
            events(json, change.events());
            counts(json, change.frame(), lost, sampledOut);
        });
    }

    private static String written(Consumer<JsonGenerator> content) {
        StringWriter out = new StringWriter(4096);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            content.accept(json);
            json.writeEndObject();
        }
        return out.toString();
    }

    private void head(JsonGenerator json, Frame frame) {
        json.writeNumberProperty("now", clock.millis(frame.nanos()));
        json.writeNumberProperty("wall", frame.wallMillis());
        json.writeStringProperty("sentence", frame.sentence());
        json.writeStringProperty("mood", frame.mood().name().toLowerCase(Locale.ROOT));
    }

    private static void counts(JsonGenerator json, Frame frame, long lost, long sampledOut) {
        json.writeNumberProperty("leftOut", frame.leftOut());
        json.writeNumberProperty("lost", lost);
        json.writeNumberProperty("sampledOut", sampledOut);
    }

    private static void things(JsonGenerator json, List<Thing> things) {
        json.writeArrayPropertyStart("things");
        for (Thing thing : things) {
            json.writeStartObject();
            json.writeStringProperty("id", thing.id());
            json.writeStringProperty("kind", thing.kind());
            json.writeStringProperty("name", thing.name());
            text(json, "of", thing.of());
            number(json, "capacity", thing.capacity());
            number(json, "size", thing.size());
            numbers(json, "holders", thing.holders());
            numbers(json, "waiters", thing.waiters());
            json.writeNumberProperty("waiting", thing.waiting());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void rows(JsonGenerator json, List<Row> rows) {
        json.writeArrayPropertyStart("activities");
        for (Row row : rows) {
            json.writeStartObject();
            json.writeNumberProperty("id", row.id());
            json.writeStringProperty("kind", row.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("label", row.label());
            json.writeStringProperty("name", row.name());
            text(json, "requestId", row.requestId());
            json.writeStringProperty("state", row.doing().name());
            text(json, "at", row.at());
            text(json, "detail", row.detail());
            text(json, "line", row.line());
            json.writeNumberProperty("since", clock.millis(row.sinceNanos()));
            json.writeNumberProperty("began", clock.millis(row.beganNanos()));
            row.endedNanos().ifPresent(end -> json.writeNumberProperty("ended", clock.millis(end)));
            number(json, "holder", row.holder());
            text(json, "heldBy", row.heldBy());
            json.writeNumberProperty("run", row.run());
            if (row.status() != 0) {
                json.writeNumberProperty("status", row.status());
            }
            text(json, "outcome", row.outcome());
            json.writeBooleanProperty("cancellable", row.cancellable());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void parts(JsonGenerator json, Frame frame) {
        json.writeArrayPropertyStart("transactions");
        for (OpenTransaction open : frame.transactions()) {
            json.writeStartObject();
            json.writeNumberProperty("activity", open.activity());
            json.writeStringProperty("database", open.database());
            json.writeNumberProperty("since", clock.millis(open.sinceNanos()));
            json.writeNumberProperty("statements", open.statements());
            json.writeStringProperty("sql", open.sql());
            texts(json, "locks", open.locks());
            numbers(json, "waiters", open.waiters());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("edges");
        for (Edge edge : frame.edges()) {
            json.writeStartObject();
            json.writeNumberProperty("from", edge.from());
            json.writeNumberProperty("to", edge.to());
            text(json, "at", edge.at());
            json.writeStringProperty("kind", edge.any() ? "or" : "and");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void knots(JsonGenerator json, List<Knot> knots) {
        json.writeArrayPropertyStart("knots");
        for (Knot knot : knots) {
            json.writeStartObject();
            numbers(json, "activities", knot.activities());
            json.writeBooleanProperty("proven", knot.proven());
            json.writeStringProperty("text", knot.text());
            number(json, "victim", knot.victim());
            json.writeNumberProperty("t", clock.millis(knot.nanos()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void events(JsonGenerator json, List<Happening> events) {
        json.writeArrayPropertyStart("events");
        for (Happening event : events) {
            json.writeStartObject();
            json.writeNumberProperty("a", event.activity());
            json.writeStringProperty("k", event.kind());
            if (event.nanos().isPresent()) {
                json.writeNumberProperty("t", clock.millis(event.nanos().getAsLong()));
            } else {
                json.writeNullProperty("t");
            }
            text(json, "at", event.at());
            number(json, "o", event.other());
            number(json, "n", event.number());
            text(json, "s", event.state());
            text(json, "d", event.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, String text) {
        if (!text.isEmpty()) {
            json.writeStringProperty(name, text);
        }
    }

    private static void number(JsonGenerator json, String name, OptionalInt number) {
        number.ifPresent(value -> json.writeNumberProperty(name, value));
    }

    private static void number(JsonGenerator json, String name, OptionalLong number) {
        number.ifPresent(value -> json.writeNumberProperty(name, value));
    }

    private static void numbers(JsonGenerator json, String name, List<Long> numbers) {
        json.writeArrayPropertyStart(name);
        numbers.forEach(json::writeNumber);
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
