package dev.brigade.check.suite.jvm.programs;

/** A log of who said what, one line each. */
public final class NonAtomicAppend {
    private NonAtomicAppend() {}

    /** The parts of two lines mix. */
    public static final class Broken {
        private final StringBuilder log = new StringBuilder();

        public void say(String who, String what) {
            log.append(who).append(": ");
            log.append(what).append('\n');
        }

        public String log() {
            return log.toString();
        }
    }

    /** A line at a time. */
    public static final class Fixed {
        private final StringBuilder log = new StringBuilder();

        public void say(String who, String what) {
            synchronized (log) {
                log.append(who).append(": ");
                log.append(what).append('\n');
            }
        }

        public String log() {
            synchronized (log) {
                return log.toString();
            }
        }
    }
}
