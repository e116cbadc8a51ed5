package dev.brigade.bench.process;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The CPU time that each of several processes took since it started.
 *
 * @param byProcess by the number of the process
 */
public record CpuTimes(Map<Long, Duration> byProcess) {
    public static final CpuTimes NONE = new CpuTimes(Map.of());

    public CpuTimes {
        byProcess = Map.copyOf(byProcess);
    }

    /** At this moment; without those that have ended, or of which the operating system tells nothing. */
    public static CpuTimes of(Stream<ProcessHandle> processes) {
        return new CpuTimes(processes
                .filter(process -> process.info().totalCpuDuration().isPresent())
                .collect(Collectors.toMap(
                        ProcessHandle::pid,
                        process -> process.info().totalCpuDuration().orElse(Duration.ZERO),
                        (one, _) -> one)));
    }

    /** What all of them took since {@code before}; one that ended meanwhile is not counted. */
    public Duration since(CpuTimes before) {
        Duration all = Duration.ZERO;
        for (Map.Entry<Long, Duration> now : byProcess.entrySet()) {
            all = all.plus(now.getValue()).minus(before.byProcess.getOrDefault(now.getKey(), Duration.ZERO));
        }
        return all;
    }
}
