package dev.brigade.jobs.run;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A kind of job, as db-scheduler sees it: which has nothing to do after a run, since the runner has ended the row. Immutable. */
final class JobTask extends AbstractTask<byte[]> {
    private final Declaration declared;
    private final Runner runner;

    JobTask(Declaration declared, Runner runner) {
        super(
                declared.name(),
                byte[].class,
                (_, _) -> {}, // the row stays picked, and is found by those that look for lost ones
                (complete, _) -> runner.lost(
                        declared,
                        Rows.picked(complete.getExecution()),
                        Optional.ofNullable(complete.getExecution().pickedBy).orElse("")));
        this.declared = declared;
        this.runner = runner;
    }

    @Override
    public CompletionHandler<byte[]> execute(TaskInstance<byte[]> instance, ExecutionContext context) {
        runner.run(declared, Rows.picked(context.getExecution()), InstantSource.system());
        return (_, _) -> {};
    }

    @Override
    public SchedulableInstance<byte[]> schedulableInstance(String id) {
        return SchedulableInstance.of(instance(id), Instant.now());
    }

    @Override
    public SchedulableInstance<byte[]> schedulableInstance(String id, byte[] data) {
        return SchedulableInstance.of(instance(id, data), Instant.now());
    }
}
