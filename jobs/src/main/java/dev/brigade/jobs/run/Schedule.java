package dev.brigade.jobs.run;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** When a recurring job is due. Immutable. */
public sealed interface Schedule {
    String EVERY = "every ";
    String CRON = "cron ";

    /** The first time after {@code now}. What was due before and missed, or failed, is not made up for. */
    Instant next(Instant now);

    /** The first time after {@code now}, and after {@code due}, for which it has just been run: clocks are set back, and differ between nodes. */
    default Instant nextAfter(Instant due, Instant now) {
        return next(now.isAfter(due) ? now : due);
    }

    /** As it is kept, so that a change is noticed, and nodes that have another one heed it. */
    String text();

    /** From its {@link #text}; empty if another version of Brigade has written it. */
    static Optional<Schedule> read(String text) {
        try {
            if (text.startsWith(EVERY)) {
                return Optional.of(new Every(Duration.parse(text.substring(EVERY.length()))));
            }
            int zone = text.lastIndexOf(' ');
            return text.startsWith(CRON) && zone > CRON.length()
                    ? Optional.of(Cron.of(text.substring(CRON.length(), zone), ZoneId.of(text.substring(zone + 1))))
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

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
            return EVERY + interval;
        }
    }

    /**
     * At the times of a pattern.
     *
     * <p>What the clocks pass over when they are set forward is run at that moment, as cron does it, since a day without its nightly
     * job is worse than one on which it comes late; but not what is run each hour or minute anyway. What they show twice when they are
     * set back is run the first time.
     *
     * @param pattern five fields as in crontab: minute, hour, day of month, month, day of week
     * @param times in its zone
     * @param clock as a clock would show them that is never set; empty if nothing that is passed over is made up for
     */
    record Cron(String pattern, ZoneId zone, CronSchedule times, Optional<CronSchedule> clock) implements Schedule {

        /** Of the patterns that are ever met, that of February 29 takes the longest. */
        private static final Duration LONGEST = Duration.ofDays(366 * 9);

        /**
         * Of a pattern.
         *
         * @throws IllegalArgumentException if it is none, saying what is wrong
         */
        public static Cron of(String pattern, ZoneId zone) {
            String[] fields = pattern.strip().split("\\s+", -1);
            if (fields.length != 5) {
                throw new IllegalArgumentException(
                        "\"" + pattern + "\" is no pattern of crontab: it has five fields, for minute, hour, day of"
                                + " month, month and day of week, such as \"0 3 * * *\"");
            }
            try {
                boolean allDay = fields[0].startsWith("*") || fields[1].startsWith("*");
                CronSchedule times = new CronSchedule(pattern, zone, CronStyle.UNIX);
                CronSchedule clock = new CronSchedule(pattern, ZoneOffset.UTC, CronStyle.UNIX);
                if (next(clock, Instant.EPOCH).isAfter(Instant.EPOCH.plus(LONGEST))) {
                    throw new IllegalArgumentException("there is no such day");
                }
                return new Cron(pattern, zone, times, allDay ? Optional.empty() : Optional.of(clock));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "\"" + pattern + "\" is no pattern of crontab: " + e.getMessage(), e);
            }
        }

        private static Instant next(CronSchedule times, Instant now) {
            return times.getNextExecutionTime(ExecutionComplete.simulatedSuccess(now));
        }

        @Override
        public Instant next(Instant now) {
            Instant next = next(times, now);
            return clock.flatMap(it -> passedOver(it, now, next)).orElse(next);
        }

        /** When the clocks are set forward over one of its times, after {@code now} and before {@code next}. */
        private Optional<Instant> passedOver(CronSchedule clock, Instant now, Instant next) {
            ZoneRules rules = zone.getRules();
            ZoneOffsetTransition change = rules.nextTransition(now);
            while (change != null && change.getInstant().isBefore(next)) {
                if (change.isGap()) {
                    Instant from = change.getDateTimeBefore().toInstant(ZoneOffset.UTC);
                    Instant to = change.getDateTimeAfter().toInstant(ZoneOffset.UTC);
                    if (next(clock, from.minusSeconds(1)).isBefore(to)) {
                        return Optional.of(change.getInstant());
                    }
                }
                change = rules.nextTransition(change.getInstant());
            }
            return Optional.empty();
        }

        @Override
        public String text() {
            return CRON + pattern + " " + zone;
        }
    }
}
