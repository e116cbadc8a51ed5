package dev.brigade.web;

import dev.brigade.web.background.Figure;
import dev.brigade.web.metering.Measured;
import dev.brigade.web.metering.Metering;
import dev.brigade.web.metering.RequestMeter;
import java.util.ArrayList;
import java.util.List;

/** Begins what measures an application while it is put together. On one thread. */
final class Meterings {
    private Meterings() {}

    /**
     * Nothing is asked for, and nothing told, if nobody measures.
     *
     * @return ends it
     */
    static Runnable begin(App app, Wiring wiring, Dispatcher dispatcher, OwnWork ownWork) {
        List<Metering> meterings = List.copyOf(app.modules().meterings());
        if (meterings.isEmpty()) {
            return () -> {};
        }
        List<Figure> figures = app.modules().backgrounds().stream()
                .flatMap(one -> one.figures().stream())
                .toList();
        Measured measured = new Measured(
                app.name(),
                wiring.recorder(),
                wiring.guard(),
                wiring.databases(),
                app::points,
                wiring.routes().figures(),
                dispatcher.places(),
                dispatcher.unreadable(),
                ownWork::consumerTotals,
                figures);
        List<RequestMeter> meters = new ArrayList<>();
        meterings.forEach(one -> meters.add(one.begin(measured)));
        dispatcher.measuredBy(meters);
        return () -> meterings.forEach(Metering::end);
    }
}
