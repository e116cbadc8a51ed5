package dev.brigade.live;

import dev.brigade.live.look.Look;
import dev.brigade.live.trace.FlightEvents;
import dev.brigade.live.wire.Clock;
import dev.brigade.live.wire.Feed;
import dev.brigade.live.wire.FrameJson;
import dev.brigade.web.LivePage;
import dev.brigade.web.Observed;
import dev.brigade.web.Routes;

/** The live page, as the web module finds it. Has no state: what is mounted has its own. */
public final class ServedPage implements LivePage {

    @Override
    public Runnable serve(Routes routes, Observed observed) {
        Look look = new Look(observed);
        FrameJson json = new FrameJson(observed, Clock.fromNow());
        Feed feed = new Feed(observed, look, json);
        routes.around(new Door(observed.allow()));
        Csrf csrf = new Csrf(observed.path());
        PageFiles files = new PageFiles(observed, csrf);
        routes.get("/", files::page);
        routes.get("/lesson", files::page);
        routes.get("/assets/{file:path}", files::asset);
        Views views = new Views(feed);
        routes.get("/state", views::state);
        routes.get("/events", views::events);
        FlightEvents flightEvents = new FlightEvents(activity -> !look.isOfThisPage(activity), look::shownSql);
        observed.recorder().heardBy(flightEvents);
        Downloads downloads = new Downloads(observed, look, flightEvents);
        routes.get("/trace", downloads::trace);
        routes.get("/jfr", downloads::recording);
        routes.post("/cancel/{id:long}", new Cancelling(observed.recorder(), look, csrf)::cancel);
        return () -> {
            observed.recorder().unheardBy(flightEvents);
            feed.close();
        };
    }
}
