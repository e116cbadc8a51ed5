package dev.brigade.web.background;

import dev.brigade.data.Database;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.MeetingPoint;

/** A started application, for what works beside its requests. Safe from any thread. */
public interface Host {

    /** Its name. */
    String application();

    /** Its main database. */
    Database database();

    /** A value as JSON, in UTF-8. */
    byte[] json(Object value);

    /**
     * A value from JSON.
     *
     * @throws IllegalArgumentException if it does not fit {@code type}, saying where, and no value, so that it may be logged
     */
    <T> T json(byte[] text, Class<T> type);

    /**
     * A new job: an activity with a transaction of its own, to be run once by the thread that does it. Further databases that it uses commit
     * before the main one, so that a job which ends its row there is never taken for done before all is.
     *
     * @param label for people; a number follows it
     * @param place where the work came from
     */
    JobRun job(String label, TransactionOptions options, MeetingPoint place);
}
