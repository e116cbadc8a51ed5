package dev.brigade.live.look;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.MeetingPoint;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes happenings of events. */
final class Happenings {
    private static final OptionalLong NOBODY = OptionalLong.empty();
    private static final OptionalInt NONE = OptionalInt.empty();

    private final Look look;

    Happenings(Look look) {
        this.look = look;
    }

    Happening of(Event event) {
        return switch (event) {
            case Event.ActivityBegan _ -> plain("began", event, "");
            case Event.ActivityEnded ended ->
                plain("ended", event, Look.outcome(ended.activity().outcome()));
            case Event.WaitBegan wait ->
                happening(
                        "waitBegan",
                        wait,
                        id(wait.holder()),
                        NONE,
                        Doing.of(wait.state()).name(),
                        wait.detail().isEmpty() ? Doing.ofQueue(wait.state()) : wait.detail());
            case Event.WaitEnded wait ->
                happening(
                        "waitEnded", wait, NOBODY, NONE, Doing.of(wait.state()).name(), "");
            case Event.Acquired acquired -> happening("acquired", acquired, NOBODY, more(acquired.permits()), "", "");
            case Event.Released released -> happening("released", released, NOBODY, more(released.permits()), "", "");
            case Event.WaitSetEntered _ -> plain("waitSetEntered", event, "");
            case Event.SignalSent sent -> happening("signalSent", sent, id(sent.to()), NONE, "", "");
            case Event.Signalled signalled ->
                happening("signalled", signalled, OptionalLong.of(signalled.by().id()), NONE, "", "");
            case Event.Reacquired _ -> plain("reacquired", event, "");
            case Event.Put put -> happening("put", put, NOBODY, OptionalInt.of(put.number()), "", "");
            case Event.Taken taken -> happening("taken", taken, NOBODY, OptionalInt.of(taken.number()), "", "");
            case Event.CallBegan call -> plain("callBegan", event, call.detail());
            case Event.CallEnded _ -> plain("callEnded", event, "");
            case Event.StatementBegan statement -> plain("statementBegan", event, look.shownSql(statement.sql()));
            case Event.StatementEnded _ -> plain("statementEnded", event, "");
            case Event.CommitBegan _ -> plain("commitBegan", event, "");
            case Event.CommitEnded _ -> plain("commitEnded", event, "");
            case Event.RollbackBegan _ -> plain("rollback", event, "");
            case Event.RollbackEnded _ -> plain("rollbackEnded", event, "");
            case Event.RunsAgain again ->
                happening("retry", again, NOBODY, OptionalInt.of(again.run()), "", again.why());
        };
    }

    private Happening plain(String kind, Event event, String detail) {
        return new Happening(
                event.activity().id(),
                kind,
                event.nanos(),
                event instanceof Event.AtPoint there ? look.idOf(there.at()) : "",
                NOBODY,
                NONE,
                "",
                detail);
    }

    private Happening happening(
            String kind, Event.AtPoint event, OptionalLong other, OptionalInt number, String state, String detail) {
        MeetingPoint at = event.at();
        return new Happening(event.activity().id(), kind, event.nanos(), look.idOf(at), other, number, state, detail);
    }

    private static OptionalLong id(Optional<Activity> who) {
        return who.map(one -> OptionalLong.of(one.id())).orElse(NOBODY);
    }

    private static OptionalInt more(int permits) {
        return permits > 1 ? OptionalInt.of(permits) : NONE;
    }
}
