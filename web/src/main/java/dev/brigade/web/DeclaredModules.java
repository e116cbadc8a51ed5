package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.background.Background;
import dev.brigade.web.metering.Metering;
import java.util.ArrayList;
import java.util.List;

/** What modules of Brigade, such as durable jobs and metrics, declare for an application while it is built, by one thread. */
final class DeclaredModules {
    private final List<Background> backgrounds = new ArrayList<>();
    private final List<Metering> meterings = new ArrayList<>();
    private final List<OperatorMounts.Declared> operatorPages = new ArrayList<>();

    void add(Background background) {
        backgrounds.add(background);
    }

    void add(Metering metering) {
        meterings.add(metering);
    }

    void add(OperatorPage page, LiveRoutes routes) {
        operatorPages.add(new OperatorMounts.Declared(page, routes));
    }

    /** What runs beside the requests. */
    List<Background> backgrounds() {
        return backgrounds;
    }

    /** What measures what the application does. */
    List<Metering> meterings() {
        return meterings;
    }

    List<OperatorMounts.Declared> operatorPages() {
        return operatorPages;
    }

    /** Whether there is something for {@link #installTables} to do. */
    boolean needTables() {
        return backgrounds.stream().anyMatch(one -> one.tables().isPresent());
    }

    void installTables(DatabaseSettings main) {
        backgrounds.forEach(one -> one.tables().ifPresent(tables -> Database.install(main, tables)));
    }
}
