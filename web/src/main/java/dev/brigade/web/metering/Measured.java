package dev.brigade.web.metering;

import dev.brigade.data.Databases;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.guard.Guard;
import dev.brigade.web.background.Figure;
import dev.brigade.web.queues.ConsumerTotals;
import java.util.List;
import java.util.function.Supplier;

/**
 * The figures of a started application. Immutable; what it leads to is safe from any thread, and read at the moment at which it is asked.
 *
 * @param application its name
 * @param points what it has declared that threads share
 * @param routes its own, in the order of their declaration
 * @param consumers what becomes of the items of each queue that is consumed
 * @param figures of what its modules have running beside the requests
 */
public record Measured(
        String application,
        Recorder recorder,
        Guard guard,
        Databases databases,
        Supplier<List<MeetingPoint>> points,
        List<RouteFigures> routes,
        PlaceFigures places,
        Unreadable unreadable,
        Supplier<List<ConsumerTotals>> consumers,
        List<Figure> figures) {
    public Measured {
        routes = List.copyOf(routes);
        figures = List.copyOf(figures);
    }
}
