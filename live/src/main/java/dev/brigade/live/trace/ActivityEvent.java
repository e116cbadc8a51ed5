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

/** An activity that has ended, for the JDK's flight recorder. Its fields are read by that, each time it is committed. */
@Name("dev.brigade.Activity")
@Label("Activity")
@Description("A request, the work on an item of a queue, or a job, written when it has ended")
@Category("Brigade")
@Enabled(false)
@StackTrace(false)
final class ActivityEvent extends Event {
    @Label("Activity")
    String activity = "";

    @Label("Began")
    @Description("The true time; that of the event itself is when it was written")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long began;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Outcome")
    String outcome = "";
}
