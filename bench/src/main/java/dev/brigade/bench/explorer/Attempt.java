package dev.brigade.bench.explorer;

import java.time.Duration;

/**
 * One try to find a bug.
 *
 * @param found whether it was, within the limits
 * @param said what was said of the program: {@code failed}, {@code hung} or {@code passed}; empty if there was no answer in time
 * @param runs of the program until it was found, or in all
 * @param time until the report was there
 */
record Attempt(boolean found, String said, long runs, Duration time) {

    /** What a process has said of it. */
    static Attempt of(String answer, boolean hangs, int most, Duration longest) {
        String[] words = answer.split(" ", -1);
        long runs = Long.parseLong(words[1]);
        Duration time = Duration.ofNanos(Long.parseLong(words[2]));
        boolean found = words[0].equals(hangs ? "hung" : "failed");
        return new Attempt(found && runs <= most && time.compareTo(longest) <= 0, words[0], runs, time);
    }

    double seconds() {
        return time.toNanos() / 1e9;
    }
}
