package dev.brigade.check.suite.jvm.programs;

import java.text.SimpleDateFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;

/** Writes the date on an invoice. */
public final class SharedDateFormat {
    private SharedDateFormat() {}

    /** The format has a calendar inside, which all threads use. */
    public static final class Broken {
        private final SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT);

        public Broken() {
            format.setTimeZone(TimeZone.getTimeZone("UTC"));
        }

        @SuppressWarnings("JavaUtilDate") // the bug
        public String date(long epochSecond) {
            return format.format(new Date(epochSecond * 1000));
        }
    }

    /** A format that nothing changes. */
    public static final class Fixed {
        private final DateTimeFormatter format = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

        public String date(long epochSecond) {
            return format.format(Instant.ofEpochSecond(epochSecond));
        }
    }
}
