package dev.brigade.bench.http;

import dev.brigade.bench.load.LoadGenerator;
import dev.brigade.bench.load.Order;
import dev.brigade.bench.process.Pinning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the subjects of a scenario, in turns: what disturbs the machine for a while then disturbs all of them. All their
 * servers run all the time; those whose turn it is not are idle.
 */
final class Comparison {
    private final Scenario scenario;
    private final Plan plan;
    private final LoadGenerator load;
    private final Pinning pinning;
    private final Map<Subject, List<Round>> rounds = new EnumMap<>(Subject.class);

    private Comparison(Scenario scenario, Plan plan, LoadGenerator load, Pinning pinning) {
        this.scenario = scenario;
        this.plan = plan;
        this.load = load;
        this.pinning = pinning;
    }

    /** For each subject its rounds, in order: those of the same number were measured side by side. */
    static Map<Subject, List<Round>> run(Scenario scenario, Plan plan, LoadGenerator load, Pinning pinning) {
        Comparison comparison = new Comparison(scenario, plan, load, pinning);
        for (int i = 0; i < plan.launches(); i++) {
            comparison.launch();
        }
        return comparison.rounds;
    }

    private void launch() {
        List<SubjectServer> servers = new ArrayList<>();
        try {
            for (Subject subject : scenario.subjects()) {
                servers.add(new SubjectServer(subject, pinning));
            }
            for (SubjectServer server : servers) {
                turn(server, plan.warmUp());
            }
            for (int i = 0; i < plan.rounds(); i++) {
                for (SubjectServer server : servers) {
                    rounds.computeIfAbsent(server.subject(), _ -> new ArrayList<>())
                            .add(turn(server, plan.round()));
                }
            }
        } finally {
            servers.forEach(SubjectServer::close);
        }
    }

    private Round turn(SubjectServer server, Duration duration) {
        Order order = new Order(server.port(), scenario.path(), scenario.body(), plan.connections(), duration);
        Duration loadBefore = load.cpu();
        Duration before = server.cpu();
        var measured = load.run(order);
        return new Round(measured, server.cpu().minus(before), load.cpu().minus(loadBefore));
    }
}
