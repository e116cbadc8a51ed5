package dev.brigade.data;

import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The databases of an application: a main one, if it has one at all, and others with names, each with its own desk and its
 * own transactions. Safe from any thread.
 *
 * @param main whose transaction is that of a request
 * @param named the others
 */
public record Databases(Optional<Database> main, Map<String, Database> named) implements AutoCloseable {
    public Databases {
        named = Map.copyOf(named);
    }

    /**
     * A transaction for the current thread. Without a main database hooks and held locks are as ever, and asking for its
     * connection throws.
     */
    public Transaction begin(Activity activity, TransactionOptions options) {
        return main.isPresent()
                ? main.get().begin(activity, options, named)
                : new Transaction(new Session(null, activity, options), named);
    }

    /** The main one, if there is one, and the others. */
    public List<Database> all() {
        return Stream.concat(main.stream(), named.values().stream()).toList();
    }

    /** Closes them all. */
    @Override
    public void close() {
        try {
            named.values().forEach(Database::close);
        } finally {
            main.ifPresent(Database::close);
        }
    }
}
