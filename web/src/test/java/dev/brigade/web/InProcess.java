package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.pool.PoolView;
import dev.brigade.threads.Activity;
import dev.brigade.web.engine.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An application that is called in process, as by {@link Client}, and whose pool can be looked at. Safe from any thread. */
final class InProcess implements AutoCloseable {
    private final Assembly assembly;

    private InProcess(Assembly assembly) {
        this.assembly = assembly;
    }

    static InProcess of(App app, String... arguments) {
        return new InProcess(Assembly.of(app, arguments));
    }

    ClientResponse get(String target) {
        return send("GET", target, "");
    }

    ClientResponse post(String target, String json) {
        return send("POST", target, json);
    }

    private ClientResponse send(String method, String target, String json) {
        Fields fields = new Fields().set("Content-Type", "application/json");
        LocalExchange exchange = new LocalExchange(method, target, fields, json.getBytes(StandardCharsets.UTF_8));
        try {
            exchange.answeredBy(assembly.dispatcher());
        } catch (Exception e) {
            throw new IllegalStateException(method + " " + target + " was not answered", e);
        }
        return exchange.response(assembly.wiring().json());
    }

    /** Sends a GET whose client goes away when the handler says so, by running what it is handed. */
    void getAndGoAway(String target, Consumer<Runnable> goAway) {
        LocalExchange exchange = new LocalExchange("GET", target, new Fields(), new byte[0]);
        try {
            exchange.answeredBy(local -> assembly.dispatcher().handle(new Leaving(local, goAway)));
        } catch (Exception e) {
            throw new IllegalStateException("GET " + target + " failed, though its client had gone away", e);
        }
    }

    PoolView pool() {
        return database().poolView();
    }

    /** Who does something at this moment: requests, items, jobs. */
    List<Activity> running() {
        return assembly.wiring().recorder().running();
    }

    /** Takes all connections of the pool at once and uses each; throws if one can't be had or is of no use. */
    void useAllConnections() {
        List<Transaction> all = new ArrayList<>();
        try {
            for (int i = 0; i < pool().size(); i++) {
                Activity activity = assembly.wiring().recorder().begin(Activity.Kind.REQUEST, "test");
                Transaction transaction = database().begin(activity, TransactionOptions.DEFAULT);
                all.add(transaction);
                transaction.db().select("select 1").mapTo(Integer.class).one();
            }
        } finally {
            all.forEach(Transaction::rollback);
        }
    }

    private Database database() {
        return assembly.wiring().databases().main().orElseThrow();
    }

    @Override
    public void close() {
        assembly.dispatcher().sending().stopEvents();
        assembly.close();
    }
}
