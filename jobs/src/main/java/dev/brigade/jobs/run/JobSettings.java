package dev.brigade.jobs.run;

import dev.brigade.web.App;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.settings.Setting;
import java.time.Duration;

/**
 * The settings of an application's jobs.
 *
 * @param workers jobs at once
 * @param poll between looks at the database
 * @param attempts for a job that says nothing else
 * @param backoff before the second attempt
 * @param takeover after which a node that was not seen is dead
 */
public record JobSettings(
        Setting<Integer> workers,
        Setting<Duration> poll,
        Setting<Integer> attempts,
        Setting<Duration> backoff,
        Setting<Duration> takeover) {

    /** Declares them. */
    public static JobSettings of(App app) {
        return new JobSettings(
                app.setting("jobs.workers", Integer.class, 4, "how many jobs this node runs at once"),
                app.setting(
                        "jobs.poll",
                        Duration.class,
                        Duration.ofSeconds(1),
                        "how often this node looks for jobs that others have enqueued or that have become due"),
                app.setting(
                        "jobs.attempts",
                        Integer.class,
                        15,
                        "how often a job that fails is tried before it is given up"),
                app.setting(
                        "jobs.backoff",
                        Duration.class,
                        Duration.ofSeconds(1),
                        "the pause after a job's first failure; twice as long after each further one, up to an hour"),
                app.setting(
                        "jobs.takeover",
                        Duration.class,
                        Duration.ofSeconds(30),
                        "a node that nobody has seen for so long is taken for dead, and its jobs are run by others"));
    }

    /** @throws StartException naming the setting that can't be */
    void check() {
        atLeastOne(workers);
        atLeastOne(attempts);
        atLeast(poll, Duration.ofMillis(1));
        atLeast(backoff, Duration.ZERO);
        atLeast(takeover, Duration.ofSeconds(1));
    }

    private static void atLeastOne(Setting<Integer> setting) {
        if (setting.value() < 1) {
            throw new StartException(setting.name() + " is " + setting.value() + ". Set it to 1 or more.");
        }
    }

    private static void atLeast(Setting<Duration> setting, Duration least) {
        if (setting.value().compareTo(least) < 0) {
            throw new StartException(
                    setting.name() + " is " + setting.value() + ". Set it to " + least.toMillis() + "ms or more.");
        }
    }
}
