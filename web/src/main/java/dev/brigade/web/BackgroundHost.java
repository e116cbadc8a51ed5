package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.web.background.Host;
import dev.brigade.web.background.JobRun;
import dev.brigade.web.consume.Resources;
import dev.brigade.web.consume.WorkRun;
import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.Unprocessable;
import dev.brigade.web.watch.OutsideEffects;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** A started application, as those see it that work beside its requests. Safe from any thread: its parts are. */
final class BackgroundHost implements Host {
    private static final Pattern VALUE = Pattern.compile(", not \".*", Pattern.DOTALL);

    private final String application;
    private final Database database;
    private final Wiring wiring;
    /** By label: each kind of job is warned of its effects once. */
    private final Map<String, OutsideEffects> effects = new ConcurrentHashMap<>();

    BackgroundHost(String application, Database database, Wiring wiring) {
        this.application = application;
        this.database = database;
        this.wiring = wiring;
    }

    @Override
    public String application() {
        return application;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public byte[] json(Object value) {
        return wiring.json().write(value);
    }

    @Override
    public <T> T json(byte[] text, Class<T> type) {
        try {
            return wiring.json().readOwn(text, type);
        } catch (BadRequest e) {
            throw new IllegalArgumentException("it is not JSON");
        } catch (Unprocessable e) {
            // who sent a body is told what it held; here it would get into the log
            throw new IllegalArgumentException(
                    VALUE.matcher(String.valueOf(e.getMessage())).replaceAll(""));
        }
    }

    @Override
    public JobRun job(String label, TransactionOptions options, MeetingPoint place) {
        Activity activity = wiring.recorder().begin(Activity.Kind.JOB, label);
        Resources resources = new Resources(
                wiring.recorder(), wiring.databases(), wiring.settings().mostRuns());
        OutsideEffects outside = effects.computeIfAbsent(label, _ -> OutsideEffects.ofConsumer());
        return new Run(new WorkRun(resources, activity, options, outside, () -> {}, place).notedInMain());
    }

    private record Run(WorkRun work) implements JobRun {
        @Override
        public Activity activity() {
            return work.activity();
        }

        @Override
        public Ended run(String name, Duration deadline, Body body) {
            return switch (work.run(name, deadline, body::run)) {
                case WorkRun.Result.Done _ -> new Ended.Done(work.isCommitted());
                case WorkRun.Result.Failed failed ->
                    new Ended.Failed(failed.error(), failed.runs(), failed.cancelled(), failed.outcomeUnknown());
            };
        }

        @Override
        public boolean cutOff(String why) {
            return work.cutOff(why);
        }
    }
}
