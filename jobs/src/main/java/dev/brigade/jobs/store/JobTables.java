package dev.brigade.jobs.store;

import dev.brigade.data.settings.OwnTables;
import java.util.List;

/**
 * The tables of jobs. The columns of {@code brigade_jobs} up to {@code version} are those of db-scheduler.
 *
 * <p>{@code waiting_key} is the unique key of a job as long as it waits: so what is enqueued while the job already runs, and
 * may have read the rows of before, is a job of its own.
 *
 * <p>{@code if not exists}, since H2 commits each statement that makes something, and may be killed after any.
 *
 * <p>Ids are made by the database, as the default of their column, so that the explorer knows that they are arbitrary.
 */
public final class JobTables {
    /** Waiting and running. */
    public static final String JOBS = "brigade_jobs";

    private static final String FAILED = "brigade_jobs_failed";
    private static final String NODES = "brigade_jobs_node";

    private static final String FIRST = """
            create table if not exists brigade_jobs (
                task_name varchar(100) not null,
                task_instance varchar(100) default %1$s not null,
                task_data varchar,
                execution_time timestamp with time zone not null,
                picked boolean default false not null,
                picked_by varchar(50),
                last_success timestamp with time zone,
                last_failure timestamp with time zone,
                consecutive_failures int default 0 not null,
                last_heartbeat timestamp with time zone,
                version bigint default 1 not null,
                unique_key varchar(200),
                waiting_key varchar(200) generated always as (case when picked then null else unique_key end)%2$s,
                primary key (task_name, task_instance),
                constraint brigade_jobs_waiting unique (task_name, waiting_key));
            create index if not exists brigade_jobs_due on brigade_jobs (picked, execution_time);
            create table if not exists brigade_jobs_failed (
                id varchar(100) primary key,
                job varchar(100) not null,
                argument varchar,
                unique_key varchar(200),
                attempts int not null,
                failed_at timestamp with time zone not null,
                error varchar not null);
            create table if not exists brigade_jobs_node (
                name varchar(50) primary key,
                seen timestamp with time zone not null)""";

    /** All of them. */
    public static final OwnTables ALL = new OwnTables(
            "jobs",
            "durable jobs",
            List.of(JOBS, FAILED, NODES),
            List.of(FIRST.formatted("cast(gen_random_uuid() as varchar)", " stored")),
            List.of(FIRST.formatted("cast(random_uuid() as varchar)", "")));

    private JobTables() {}
}
