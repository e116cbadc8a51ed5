package dev.brigade.jobs.run;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When a recurring job is due. Immutable. */
public sealed interface Schedule {

    /** The first time after {@code now}. What was due before and missed, or failed, is not made up for. */
    Instant next(Instant now);

    /** As it is kept, so that a change is noticed. */
    String text();

    /** At the whole multiples of {@code interval} since 1970: each hour on the hour. */
    record Every(Duration interval) implements Schedule {
        /** @throws IllegalArgumentException if it is shorter than a second */
        public Every {
            if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException(
                        "A recurring job can't run every " + interval + "; give it a second or more");
            }
        }

        /** Whatever became of the times before, and on whichever node. */
        @Override
        public Instant next(Instant now) {
            long before = Duration.between(Instant.EPOCH, now).dividedBy(interval);
            return Instant.EPOCH.plus(interval.multipliedBy(before + 1));
        }

        @Override
        public String text() {
            return "every " + interval;
        }
    }

    /**
     * At the times of a pattern.
     *
     * @param pattern five fields as in crontab: minute, hour, day of month, month, day of week
     */
    record Cron(String pattern, ZoneId zone, CronSchedule times) implements Schedule {

        /**
         * Of a pattern.
         *
         * @throws IllegalArgumentException if it is none, saying what is wrong
         */
        public static Cron of(String pattern, ZoneId zone) {
            if (pattern.strip().split("\\s+").length != 5) {
                throw new IllegalArgumentException(
                        "\"" + pattern + "\" is no pattern of crontab: it has five fields, for minute, hour, day of"
                                + " month, month and day of week, such as \"0 3 * * *\"");
            }
            try {
                return new Cron(pattern, zone, new CronSchedule(pattern, zone, CronStyle.UNIX));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "\"" + pattern + "\" is no pattern of crontab: " + e.getMessage(), e);
            }
        }

        @Override
        public Instant next(Instant now) {
            return times.getNextExecutionTime(ExecutionComplete.simulatedSuccess(now));
        }

        @Override
        public String text() {
            return "cron " + pattern + " " + zone;
        }
    }
}
