package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.threads.guard.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** An application with two rows, whose requests a test leads into a deadlock, and what its guard has found. */
final class DeadlockScene implements AutoCloseable {
    /** Adds one to the row of that id. */
    static final String ADD = "update dish set portions = portions + 1 where id = ?";

    final App app = App.named("deadlocks");
    private Optional<Client> client = Optional.empty();

    /** The first time all wait here for each other; who comes again passes. */
    static void meet(CountDownLatch all) throws InterruptedException {
        all.countDown();
        assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Starts the application with its routes, and one more that reads the rows. */
    void start(TestDatabase database, String... more) {
        app.database(database.fresh().url()).onStart(work -> {
            work.db().execute("create table dish (id int primary key, portions int not null)");
            work.db().execute("insert into dish values (1, 0), (2, 0)");
        });
        app.get(
                "/dishes",
                rq -> rq.db()
                        .select("select portions from dish order by id")
                        .mapTo(int.class)
                        .list());
        List<String> arguments = new ArrayList<>(List.of("--guard.wait", "20ms"));
        if (database == TestDatabase.POSTGRESQL) {
            arguments.addAll(List.of("--database.user", "postgres"));
        }
        arguments.addAll(List.of(more));
        client = Optional.of(app.client(arguments.toArray(String[]::new)));
    }

    Client client() {
        return client.orElseThrow();
    }

    /** The rows, as JSON. */
    String dishes() {
        return client().get("/dishes").text();
    }

    /** Sends them all at once. */
    List<ClientResponse> send(String... targets) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<ClientResponse>> calls = new ArrayList<>();
            for (String target : targets) {
                calls.add(() -> client().post(target, Map.of()));
            }
            List<ClientResponse> answers = new ArrayList<>();
            for (Future<ClientResponse> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /** Sends them all at once; each must be answered well. */
    void sendTogether(String... targets) throws Exception {
        assertThat(send(targets))
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isEqualTo(200));
    }

    List<Report.Deadlock> deadlocks() {
        return client().guard().reports().stream()
                .filter(Report.Deadlock.class::isInstance)
                .map(Report.Deadlock.class::cast)
                .toList();
    }

    /** One deadlock was found and broken, and its report names these. */
    void foundOne(String... named) {
        // it is told when it has been broken, and by then all may have been answered
        Eventually.holds("the deadlock is told", () -> !deadlocks().isEmpty());
        assertThat(deadlocks()).singleElement().satisfies(deadlock -> {
            assertThat(deadlock.victim()).isPresent();
            assertThat(deadlock.text()).contains(named);
        });
    }

    /** Runs {@code then} when the guard has looked so often that it has seen the waits of now last long. */
    void whenTheGuardHasLooked(Runnable then) {
        long enough = client().guard().looks() + 20;
        Thread.ofVirtual().start(() -> {
            Eventually.holds("the guard looks", () -> client().guard().looks() > enough);
            then.run();
        });
    }

    @Override
    public void close() {
        client.ifPresent(Client::close);
    }
}
