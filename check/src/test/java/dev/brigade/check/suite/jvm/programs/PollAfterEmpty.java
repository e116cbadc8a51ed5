package dev.brigade.check.suite.jvm.programs;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Workers that fetch the next job. */
public final class PollAfterEmpty {
    private PollAfterEmpty() {}

    /** The queue may be empty again when it is polled. */
    public static final class Broken {
        private final Queue<String> jobs = new ConcurrentLinkedQueue<>(List.of("mail"));

        public String work() {
            if (jobs.isEmpty()) {
                return "idle";
            }
            return jobs.poll().concat(" done");
        }
    }

    /** Looks at what it got. */
    public static final class Fixed {
        private final Queue<String> jobs = new ConcurrentLinkedQueue<>(List.of("mail"));

        public String work() {
            String job = jobs.poll();
            return job == null ? "idle" : job.concat(" done");
        }
    }
}
