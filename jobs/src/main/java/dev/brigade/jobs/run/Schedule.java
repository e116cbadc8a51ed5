package dev.brigade.jobs.run;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When a recurring job is due. Immutable. */
public sealed interface Schedule {

    /** The first time after {@code now}. */
    Instant first(Instant now);

    /** The first time after {@code now}, if it was due at {@code due}; what was missed in between is not made up for. */
    Instant next(Instant due, Instant now);

    /** As it is kept, so that a change is noticed. */
    String text();

    /** Each {@code interval}. */
    record Every(Duration interval) implements Schedule {
        /** @throws IllegalArgumentException if it is shorter than a second */
        public Every {
            if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException(
                        "A recurring job can't run every " + interval + "; give it a second or more");
            }
        }

        @Override
        public Instant first(Instant now) {
            return now.plus(interval);
        }

        @Override
        public Instant next(Instant due, Instant now) {
            long missed = due.isAfter(now) ? 0 : Duration.between(due, now).dividedBy(interval);
            return due.plus(interval.multipliedBy(missed + 1));
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
        public Instant first(Instant now) {
            return times.getNextExecutionTime(ExecutionComplete.simulatedSuccess(now));
        }

        @Override
        public Instant next(Instant due, Instant now) {
            return first(now);
        }

        @Override
        public String text() {
            return "cron " + pattern + " " + zone;
        }
    }
}
