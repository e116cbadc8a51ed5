package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What others see of an activity while it is at the database. */
class AnnouncementTest {

    @Test
    void a_statement_is_announced_while_it_runs() throws Exception {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            Activity activity = fixture.request("GET /slow");
            Transaction gate = fixture.begin("gate");
            gate.db().execute("select pg_advisory_xact_lock(42)");
            CompletableFuture<Status> after = Fixture.async("slow", () -> {
                Transaction transaction = fixture.database().begin(activity, TransactionOptions.DEFAULT);
                transaction.db().execute("select pg_advisory_xact_lock(42)");
                Status status = activity.status();
                transaction.rollback();
                return status;
            });
            Eventually.holds("it is in SQL", () -> activity.status().state() == State.IN_SQL);
            assertThat(activity.status().at()).contains(fixture.database());
            assertThat(activity.status().detail()).isEqualTo("select pg_advisory_xact_lock(42)");
            assertThat(fixture.database().kind()).isEqualTo(MeetingPoint.Kind.DATABASE);
            assertThat(fixture.database().pool().kind()).isEqualTo(MeetingPoint.Kind.POOL);
            gate.rollback();
            assertThat(after.get(20, TimeUnit.SECONDS).state()).isEqualTo(State.RUNNING);
        }
    }

    @Test
    void a_commit_is_announced_while_it_runs() throws Exception {
        try (Fixture fixture = new Fixture(TestDatabase.POSTGRESQL.fresh())) {
            Transaction setup = fixture.begin("setup");
            setup.db()
                    .execute("create function slow() returns trigger language plpgsql as"
                            + " $$ begin perform pg_advisory_xact_lock(42); return null; end $$");
            setup.db()
                    .execute("create constraint trigger slow after update on dish deferrable initially deferred"
                            + " for each row execute function slow()");
            setup.commit();
            Transaction gate = fixture.begin("gate");
            gate.db().execute("select pg_advisory_xact_lock(42)");
            Activity activity = fixture.request("POST /orders");
            CompletableFuture<Boolean> done = Fixture.async("commits", () -> {
                Transaction transaction = fixture.database().begin(activity, TransactionOptions.DEFAULT);
                transaction.db().execute("update dish set portions = 1 where id = 1");
                transaction.commit();
                return true;
            });
            Eventually.holds("it commits", () -> activity.status().state() == State.COMMITTING);
            assertThat(activity.status().at()).contains(fixture.database());
            gate.rollback();
            assertThat(done.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(activity.status().state()).isEqualTo(State.RUNNING);
        }
    }
}
