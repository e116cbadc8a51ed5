package dev.brigade.jobs.run;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.brigade.jobs.store.Picked;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A kind of job, as db-scheduler sees it: which has nothing to do after a run, since the runner has ended the row. Immutable. */
final class JobTask extends AbstractTask<Picked> {
    private final Declaration declared;
    private final Runner runner;

    JobTask(Declaration declared, Runner runner) {
        super(
                declared.name(),
                Picked.class,
                (_, _) -> {}, // the row stays picked, and is found by those that look for lost ones
                (complete, _) -> runner.lost(
                        declared,
                        Rows.lost(complete.getExecution()),
                        Optional.ofNullable(complete.getExecution().pickedBy).orElse("")));
        this.declared = declared;
        this.runner = runner;
    }

    @Override
    public CompletionHandler<Picked> execute(TaskInstance<Picked> instance, ExecutionContext context) {
        runner.run(declared, instance.getData(), InstantSource.system());
        return (_, _) -> {};
    }

    @Override
    public SchedulableInstance<Picked> schedulableInstance(String id) {
        return SchedulableInstance.of(instance(id), Instant.now());
    }

    @Override
    public SchedulableInstance<Picked> schedulableInstance(String id, Picked data) {
        return SchedulableInstance.of(instance(id, data), Instant.now());
    }
}
