package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.data.Eventually;
import dev.brigade.data.Fault;
import dev.brigade.data.FaultPlan;
import dev.brigade.data.FaultyDriver;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.options.Isolation;
import dev.brigade.web.errors.Conflict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each JDBC call of a request fails once in each way: from the lease to the connection's return. */
class JdbcFaultTest {
    /** HikariCP's: below this age a connection is handed out unchecked. -1 makes each lease a checked one. */
    private static final String UNCHECKED_MILLIS = "com.zaxxer.hikari.aliveBypassWindowMs";

    private static final int SECONDS = 30;
    private static final String READ = "select part, n from entry order by part";
    private static final String ADD = "update entry set n = n + 1 where part = ?";
    private static final String NOTE = "insert into note (text) values (?)";

    /** A request, the answer that it gets when nothing fails, and what it does to {@link State}. */
    enum Scenario {
        SELECT("GET", 200, 0, 0),
        INSERT("POST", 201, 0, 2),
        NESTED("POST", 200, 1, 1),
        REFUSED("POST", 409, 0, 0);

        private final String method;
        private final int status;
        private final int added;
        private final int notes;

        Scenario(String method, int status, int added, int notes) {
            this.method = method;
            this.status = status;
            this.added = added;
            this.notes = notes;
        }

        ClientResponse send(InProcess app) {
            return method.equals("GET") ? app.get("/" + this) : app.post("/" + this, "");
        }

        boolean isMine(Thread thread) {
            return thread.getName().startsWith(method + " /" + this + " ");
        }
    }

    record Entry(int part, int n) {}

    /** What the tables hold. */
    record State(int first, int second, int notes) {
        State after(Scenario scenario) {
            return new State(first + scenario.added, second + scenario.added, notes + scenario.notes);
        }
    }

    private final QuietLogs quiet = new QuietLogs();
    private final FaultyDriver driver;
    private volatile Runnable whileLeased = () -> {};

    JdbcFaultTest() throws SQLException {
        driver = FaultyDriver.install();
    }

    @BeforeEach
    void everyLeaseIsChecked() {
        System.setProperty(UNCHECKED_MILLIS, "-1");
    }

    @AfterEach
    void theRealDriversAreBack() throws SQLException {
        System.clearProperty(UNCHECKED_MILLIS);
        driver.close();
        quiet.close();
    }

    private InProcess started(TestDatabase database, int poolSize) {
        return started(database, poolSize, "10s"); // a machine that is busy may take its time
    }

    private InProcess started(TestDatabase database, int poolSize, String timeout) {
        App app = App.named("test").database(database.fresh().url());
        app.onStart(work -> {
            work.db().execute("create table entry (part int primary key, n int)");
            work.db().execute("create table note (text varchar(100))");
            work.db().execute("insert into entry values (1, 0), (2, 0)");
        });
        app.get(
                "/state",
                rq -> rq.db()
                        .createQuery(
                                "select (select n from entry where part = 1), (select n from entry where part = 2),"
                                        + " (select count(*) from note)")
                        .map((row, _) -> new State(row.getInt(1), row.getInt(2), row.getInt(3)))
                        .one());
        app.get(
                        "/" + Scenario.SELECT,
                        rq -> rq.db()
                                .createQuery(READ)
                                .map((row, _) -> new Entry(row.getInt("part"), row.getInt("n")))
                                .list())
                .isolation(Isolation.READ_COMMITTED);
        app.post("/" + Scenario.INSERT, rq -> {
            rq.db().execute(NOTE, "first");
            whileLeased.run();
            rq.db().execute(NOTE, "second");
            return Response.created("/notes");
        });
        app.post("/" + Scenario.NESTED, rq -> {
                    rq.db().execute(ADD, 1);
                    whileLeased.run();
                    rq.db().useTransaction(nested -> {
                        nested.execute(ADD, 2);
                        nested.execute(NOTE, "nested");
                    });
                    return rq.db().createQuery(READ).mapToMap().list().size();
                })
                .isolation(Isolation.REPEATABLE_READ);
        app.post("/" + Scenario.REFUSED, rq -> {
            rq.db().execute(ADD, 1);
            whileLeased.run();
            throw new Conflict("sold out");
        });
        return InProcess.of(app, "--database.pool.size", String.valueOf(poolSize), "--database.pool.timeout", timeout);
    }

    static Stream<Arguments> scenariosOnEachDatabase() {
        return Stream.of(TestDatabase.values())
                .flatMap(database -> Stream.of(Scenario.values()).map(scenario -> arguments(database, scenario)));
    }

    @ParameterizedTest
    @MethodSource("scenariosOnEachDatabase")
    void whichever_call_fails_all_or_nothing_is_done_and_no_connection_is_lost(
            TestDatabase database, Scenario scenario) {
        eachCallFails(
                scenario,
                () -> started(database, 2),
                this::send,
                List.of("Connection.isValid", "Connection.clearWarnings"));
    }

    /** In {@link Scenario#SELECT} nobody does. */
    static Stream<Arguments> scenariosInWhichAnotherWaits() {
        return scenariosOnEachDatabase().filter(one -> one.get()[1] != Scenario.SELECT);
    }

    @ParameterizedTest
    @MethodSource("scenariosInWhichAnotherWaits")
    void whichever_call_fails_who_waits_gets_the_connection_without_an_open_transaction(
            TestDatabase database, Scenario scenario) {
        eachCallFails(scenario, () -> started(database, 1), this::sendWhileAnotherWaits, List.of("Connection.isValid"));
    }

    /** An application with new tables. */
    private interface Fresh {
        InProcess start();
    }

    /** Sends a request, and afterwards sees that all is well for others. */
    private interface Sending {
        ClientResponse send(InProcess app, Scenario scenario) throws Exception;
    }

    private ClientResponse send(InProcess app, Scenario scenario) {
        return scenario.send(app);
    }

    /** Another request waits for the pool's only connection when this one has it. */
    private ClientResponse sendWhileAnotherWaits(InProcess app, Scenario scenario) throws Exception {
        FutureTask<State> other = new FutureTask<>(() -> state(app));
        AtomicBoolean waits = new AtomicBoolean();
        whileLeased = () -> {
            waits.set(true);
            Thread.startVirtualThread(other);
            Eventually.holds("the other waits", () -> app.pool().waiting() == 1);
        };
        ClientResponse answer = scenario.send(app);
        whileLeased = () -> {};
        if (waits.get()) {
            State seen = other.get(SECONDS, TimeUnit.SECONDS);
            Eventually.holds(
                    "the other has given its connection back", () -> app.pool().leased() == 0);
            assertThat(seen).as("what the other saw").isEqualTo(state(app));
        }
        return answer;
    }

    private static State state(InProcess app) {
        ClientResponse answer = app.get("/state");
        assertThat(answer.status()).as("the next request").isEqualTo(200);
        return answer.json(State.class);
    }

    private void eachCallFails(Scenario scenario, Fresh fresh, Sending sending, List<String> among) {
        List<String> wrong = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            Set<String> failed = new HashSet<>();
            int at = 1;
            for (boolean more = true; more; at++) {
                List<String> calls = List.of();
                try (InProcess app = fresh.start()) {
                    calls = callsOf(scenario, app, sending);
                    assertThat(calls).containsAll(among);
                    for (; more; at++) {
                        if (fault != Fault.ERROR || !isInCheckOfHikari(calls, at)) {
                            more = fails(app, scenario, fault, at, sending, failed);
                        }
                    }
                    if (fault != Fault.ERROR) {
                        assertThat(failed).as("calls that failed").containsAll(calls);
                    }
                } catch (Throwable failure) { // a new application for the next
                    wrong.add(scenario + " with " + fault + " in its call " + at + ": " + failure);
                    more = !calls.isEmpty() && at <= calls.size();
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /**
     * HikariCP (7.1.0) catches exceptions of its check of a connection, but no errors, upon which the connection is in use for
     * ever as far as it knows.
     */
    private static boolean isInCheckOfHikari(List<String> calls, int at) {
        return at <= calls.size()
                && (calls.get(at - 1).equals("Connection.isValid")
                        || calls.get(at - 1).equals("Connection.setNetworkTimeout"));
    }

    private List<String> callsOf(Scenario scenario, InProcess app, Sending sending) throws Exception {
        assertThat(sending.send(app, scenario).status()).isEqualTo(scenario.status); // all is loaded and known
        FaultPlan plan = FaultPlan.counting(scenario::isMine);
        driver.follow(plan);
        assertThat(sending.send(app, scenario).status()).isEqualTo(scenario.status);
        driver.behave();
        return plan.calls();
    }

    /** Whether there was such a call; its name is added to {@code failed}. On a new connection there may be a few more. */
    private boolean fails(InProcess app, Scenario scenario, Fault fault, int at, Sending sending, Set<String> failed)
            throws Exception {
        State before = state(app);
        FaultPlan plan = FaultPlan.failing(scenario::isMine, at, fault);
        driver.follow(plan);
        ClientResponse answer = sending.send(app, scenario);
        driver.behave();

        boolean reached = plan.calls().size() >= at;
        String call = reached ? plan.calls().get(at - 1) : "no call";
        failed.add(call);
        assertThat(app.pool().leased()).as("leased after %s", call).isZero();
        app.useAllConnections();
        State after = state(app);

        boolean inCommit = call.equals("Connection.commit");
        if (answer.status() == scenario.status) {
            assertThat(after).as("done after %s", call).isEqualTo(before.after(scenario));
            if (scenario == Scenario.SELECT) {
                assertThat(answer.json(Entry[].class))
                        .containsExactly(new Entry(1, before.first()), new Entry(2, before.second()));
            }
        } else {
            assertThat(answer.status()).as("answer after %s", call).isIn(500, 503);
            boolean done = inCommit && fault == Fault.LOST_AFTER;
            assertThat(after).as("done after %s", call).isEqualTo(done ? before.after(scenario) : before);
        }
        if (inCommit && fault != Fault.REFUSED) { // nobody knows whether it has committed
            assertThat(answer.status()).as("answer after %s", call).isEqualTo(503);
        }
        return reached;
    }

    @ParameterizedTest
    @EnumSource
    void while_no_connection_can_be_opened_requests_are_answered_503_and_afterwards_they_are_served(
            TestDatabase database) {
        try (InProcess app = started(database, 2, "500ms")) {
            driver.refuseToConnect();
            AtomicInteger served = new AtomicInteger();
            Eventually.holds("all connections are lost", () -> {
                // a fault in HikariCP's check of a connection costs that connection and not the request, which gets
                // another
                driver.follow(FaultPlan.failing(Scenario.INSERT::isMine, 2, Fault.LOST_BEFORE));
                served.addAndGet(Scenario.INSERT.send(app).status() == 201 ? 1 : 0);
                return app.pool().idle() == 0;
            });
            assertThat(Scenario.INSERT.send(app).status()).isEqualTo(503);
            assertThat(app.pool().leased()).isZero();

            driver.behave();
            assertThat(Scenario.INSERT.send(app).status()).isEqualTo(201);
            app.useAllConnections();
            assertThat(app.get("/state").json(State.class)).isEqualTo(new State(0, 0, 2 + 2 * served.get()));
        }
    }
}
