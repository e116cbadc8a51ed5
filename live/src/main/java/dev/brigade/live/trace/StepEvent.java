package dev.brigade.live.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/** A wait, a statement, a commit or a call of an activity that has ended, for the JDK's flight recorder. As {@link ActivityEvent}. */
@Name("dev.brigade.Step")
@Label("Step")
@Description("A wait, a statement, a commit or a call of an activity, written when the activity has ended")
@Category("Brigade")
@Enabled(false)
@StackTrace(false)
final class StepEvent extends Event {
    @Label("Activity")
    String activity = "";

    @Label("What")
    String what = "";

    @Label("Sort")
    String sort = "";

    @Label("Detail")
    String detail = "";

    @Label("Began")
    @Description("The true time; that of the event itself is when it was written")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long began;

    @Label("After")
    @Description("How long after the beginning of its activity it began")
    @Timespan(Timespan.NANOSECONDS)
    long after;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
}
