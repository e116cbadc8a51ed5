package dev.brigade.data.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node is told through PostgreSQL's {@code NOTIFY}.
 *
 * @param condition the name of the condition in the cluster
 * @param claim the row of {@code brigade_signal} that whoever wakes a waiter takes away; empty if all shall wake
 */
public record ClusterSignal(String condition, Optional<Long> claim) {
    public static final String CHANNEL = "brigade_cluster";

    private static final Pattern TEXT = Pattern.compile("(?s)(?:all|one (?<claim>\\d{1,18})) (?<condition>.+)");

    /** Sent when its transaction commits. For one: PostgreSQL says which row it is. */
    public static final String SEND_ONE = "with signal as (insert into brigade_signal default values returning id)"
            + " select pg_notify('" + CHANNEL + "', 'one ' || id || ' ' || ?) from signal";

    public static final String SEND_ALL = "select pg_notify('" + CHANNEL + "', 'all ' || ?)";

    /** Empty for what another version of Brigade may mean by it. */
    public static Optional<ClusterSignal> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new ClusterSignal(
                        parts.group("condition"),
                        Optional.ofNullable(parts.group("claim")).map(Long::valueOf)))
                : Optional.empty();
    }
}
