package dev.brigade.bench.layers;

import java.util.Arrays;

/** A way to the driver. Each is compared with one that lacks exactly one layer. */
enum Layer {
    /** JDBC on a connection that is kept. */
    JDBC("jdbc", "jdbc", "the database and its driver"),

    /** JDBC on a connection that HikariCP lends for each transaction. */
    HIKARI("hikari", "jdbc", "HikariCP's lending"),

    /** JDBC on the connection of a transaction of Brigade's. */
    CONFINED("confined", "hikari", "the transaction, the desk and confinement"),

    /** Jdbi on a connection that is kept. */
    JDBI("jdbi", "jdbc", "Jdbi"),

    /** Jdbi on the connection of a transaction of Brigade's. */
    CONFINED_JDBI("confinedJdbi", "confined", "Jdbi on a confined connection"),

    /** JDBC, in an activity of which it is known what it does at the moment, and nothing remembered. */
    ACTIVITY("activity", "confined", "the activity"),

    /** JDBC, in an activity that is recorded. */
    RECORDED("recorded", "activity", "the recorder"),

    /** Jdbi, in an activity that is recorded: what a request does. */
    RECORDED_JDBI("recordedJdbi", "confinedJdbi", "activity and recorder, with Jdbi");

    private final String method;
    private final String lower;
    private final String what;

    Layer(String method, String lower, String what) {
        this.method = method;
        this.lower = lower;
        this.what = what;
    }

    /** Of {@link LayersMeasured}, and its name in results. */
    String method() {
        return method;
    }

    /** What it is compared with; itself for the lowest. */
    Layer lower() {
        return of(lower);
    }

    /** What the difference is the cost of. */
    String what() {
        return what;
    }

    /** The layer that {@link LayersMeasured} has as this method. */
    static Layer of(String method) {
        return Arrays.stream(values())
                .filter(layer -> layer.method.equals(method))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No layer is measured by " + method));
    }
}
