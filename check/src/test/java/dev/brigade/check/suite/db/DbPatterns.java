package dev.brigade.check.suite.db;

import java.util.List;
import java.util.stream.Stream;

/** All patterns with a database or HTTP, and those across layers. */
public final class DbPatterns {
    private DbPatterns() {}

    public static List<DbPattern> all() {
        return Stream.concat(databaseAndHttp().stream(), acrossLayers().stream())
                .toList();
    }

    public static List<DbPattern> databaseAndHttp() {
        return Stream.of(Updates.ALL, Checks.ALL, Views.ALL, Deadlocks.ALL, PlainJdbc.ALL)
                .flatMap(List::stream)
                .toList();
    }

    public static List<DbPattern> acrossLayers() {
        return AcrossLayers.ALL;
    }
}
