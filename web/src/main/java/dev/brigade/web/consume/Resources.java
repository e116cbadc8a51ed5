package dev.brigade.web.consume;

import dev.brigade.data.Databases;
import dev.brigade.data.Transaction;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;

/**
 * What work on items needs of a started application. Immutable; what it leads to is safe from any thread.
 *
 * @param mostRuns how often work runs at most because of conflicts
 */
public record Resources(Recorder recorder, Databases databases, int mostRuns) {

    /** A new activity that works on items. */
    Activity activity(String label) {
        return recorder.begin(Activity.Kind.CONSUMER, label);
    }

    /** A transaction for the activity of the current thread. */
    Transaction begin(Activity activity, TransactionOptions options) {
        return databases.begin(activity, options);
    }
}
