package dev.brigade.live.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a trace must keep to for viewers to show it as it is meant. */
public final class TraceRules {
    private static final Set<String> PHASES = Set.of("X", "M", "s", "f", "i");
    private static final double ROUNDING = 0.0015; // microseconds, of sums of doubles

    private record Slice(String name, double begin, double end) {}

    private TraceRules() {}

    /** Checks {@code trace} and returns its events. */
    public static List<JsonNode> check(String trace) {
        JsonNode all = new JsonMapper().readTree(trace);
        List<JsonNode> events = StreamSupport.stream(all.get("traceEvents").spliterator(), false)
                .toList();
        Map<String, List<Slice>> threads = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        for (JsonNode event : events) {
            String phase = event.get("ph").asString();
            assertThat(PHASES).contains(phase);
            String thread = event.get("pid").asInt() + "/" + event.get("tid").asLong();
            if (phase.equals("M")) {
                names.put(
                        event.get("name").asString() + " " + thread,
                        event.get("args").get("name").asString());
                continue;
            }
            double begin = event.get("ts").asDouble();
            assertThat(begin).as("time of %s", event).isGreaterThanOrEqualTo(-ROUNDING);
            if (phase.equals("X")) {
                double length = event.get("dur").asDouble();
                assertThat(length).as("length of %s", event).isGreaterThanOrEqualTo(0);
                threads.computeIfAbsent(thread, _ -> new ArrayList<>())
                        .add(new Slice(event.get("name").asString(), begin, begin + length));
            }
        }
        threads.forEach((thread, slices) -> {
            assertThat(names).as("names of threads").containsKey("thread_name " + thread);
            assertNested(thread, slices);
        });
        assertFlows(events, threads);
        return events;
    }

    /** No two slices of a thread overlap unless one lies within the other. */
    private static void assertNested(String thread, List<Slice> slices) {
        Deque<Slice> open = new ArrayDeque<>();
        slices.stream()
                .sorted(Comparator.comparingDouble(Slice::begin)
                        .thenComparing(Comparator.comparingDouble(Slice::end).reversed()))
                .forEach(slice -> {
                    while (!open.isEmpty() && open.getFirst().end() <= slice.begin() + ROUNDING) {
                        open.pop();
                    }
                    if (!open.isEmpty()) {
                        assertThat(slice.end())
                                .as("%s in %s of thread %s", slice, open.getFirst(), thread)
                                .isLessThanOrEqualTo(open.getFirst().end() + ROUNDING);
                    }
                    open.push(slice);
                });
    }

    /** Each arrow has a beginning and, not before it, an end, both in slices. */
    private static void assertFlows(List<JsonNode> events, Map<String, List<Slice>> threads) {
        Map<Long, JsonNode> begun = new HashMap<>();
        for (JsonNode event : events) {
            String phase = event.get("ph").asString();
            if (phase.equals("s")) {
                assertThat(begun.put(event.get("id").asLong(), event))
                        .as("arrows of one number")
                        .isNull();
            }
            if (phase.equals("s") || phase.equals("f")) {
                double at = event.get("ts").asDouble();
                assertThat(threads.get(event.get("pid").asInt() + "/"
                                + event.get("tid").asLong()))
                        .as("slices around %s", event)
                        .anyMatch(slice -> slice.begin() <= at + ROUNDING && at <= slice.end() + ROUNDING);
            }
            if (phase.equals("f")) {
                assertThat(begun)
                        .as("the beginning of %s", event)
                        .containsKey(event.get("id").asLong());
                Optional.ofNullable(begun.remove(event.get("id").asLong()))
                        .ifPresent(from -> assertThat(from.get("ts").asDouble())
                                .isLessThanOrEqualTo(event.get("ts").asDouble() + ROUNDING));
            }
        }
        assertThat(begun).as("arrows without an end").isEmpty();
    }
}
