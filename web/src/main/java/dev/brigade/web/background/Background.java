package dev.brigade.web.background;

import dev.brigade.data.settings.OwnTables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something that an application has running beside its requests, from its start to its stop. Its methods are called by the
 * one thread that starts or stops the application, in the order of their declaration here.
 */
public interface Background {

    /** The tables that it needs in the application's main database. */
    Optional<OwnTables> tables();

    /** How long a transaction of its may send nothing to the database. */
    Duration longestPause();

    /** The application has been put together, for whatever purpose; what is declared after that is refused. */
    void prepare(Host host);

    /** Numbers that those who run the application want to see; asked for once, when it has been prepared. */
    default List<Figure> figures() {
        return List.of();
    }

    /** It serves others than a client in its process: from now on work may be done. */
    void start();

    /** Begins nothing more and ends what runs, within {@code grace}, or cuts it off. Called without {@link #start} too. */
    void stop(Duration grace);
}
