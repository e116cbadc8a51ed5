package dev.brigade.jobs.run;

import dev.brigade.jobs.store.Picked;
import dev.brigade.web.background.JobRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jobs that this node has picked and that have not ended. Safe from any thread: a concurrent map, in which the thread of a
 * job puts and from which it takes only its own; what could not be noted is taken by who notes it later.
 */
final class InHand {
    private static final String WHY = "the application stops";

    /** One try of a job. */
    private record Try(String job, String id, long version) {
        static Try of(Picked job) {
            return new Try(job.job(), job.id(), job.version());
        }
    }

    private final Map<Picked, Optional<JobRun>> jobs = new ConcurrentHashMap<>();

    /** How those ended of which that could not be noted. */
    private final Map<Try, JobRun.Ended.Failed> unsettled = new ConcurrentHashMap<>();

    void add(Picked job) {
        jobs.put(job, Optional.empty());
    }

    /** It is worked on. */
    void runs(Picked job, JobRun run) {
        jobs.put(job, Optional.of(run));
    }

    void remove(Picked job) {
        jobs.remove(job);
    }

    /** It has failed, and its row does not say so yet. */
    void failed(Picked job, JobRun.Ended.Failed how) {
        unsettled.put(Try.of(job), how);
    }

    /** Its row says how it ended. */
    void settled(Picked job) {
        unsettled.remove(Try.of(job));
    }

    /** How it failed, if its row still does not say so. */
    Optional<JobRun.Ended.Failed> failure(Picked job) {
        return Optional.ofNullable(unsettled.get(Try.of(job)));
    }

    boolean has(String name, String id, long version) {
        return jobs.keySet().stream()
                .anyMatch(job -> job.job().equals(name) && job.id().equals(id) && job.version() == version);
    }

    /** How many of that name. */
    long count(String name) {
        return jobs.keySet().stream().filter(job -> job.job().equals(name)).count();
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    /** Cuts off what is worked on. */
    void cutOff() {
        jobs.values().forEach(run -> run.ifPresent(one -> one.cutOff(WHY)));
    }

    /** For people: who has not ended. */
    List<String> names() {
        return jobs.entrySet().stream()
                .map(one -> one.getValue()
                        .map(run -> run.activity().name())
                        .orElse(one.getKey().job()))
                .sorted()
                .toList();
    }
}
