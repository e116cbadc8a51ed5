package dev.brigade.bench.compare;

import dev.brigade.bench.load.LoadGenerator;
import dev.brigade.bench.load.Measured;
import dev.brigade.bench.load.Order;
import dev.brigade.bench.process.CpuTimes;
import dev.brigade.bench.process.Pinning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Measures the subjects of a scenario, in turns: what disturbs the machine for a while then disturbs all of them. Every second
 * round goes backwards, so that what grows or fades in a round favours nobody. All their servers run all the time; those whose
 * turn it is not are idle.
 */
public final class Comparison {
    private final Scenario scenario;
    private final Plan plan;
    private final LoadGenerator load;
    private final Pinning pinning;
    private final Supplier<CpuTimes> helper;
    /** For each phase its subjects. */
    private final List<List<Turns>> turns = new ArrayList<>();

    private Comparison(Scenario scenario, Plan plan, LoadGenerator load, Pinning pinning, Supplier<CpuTimes> helper) {
        this.scenario = scenario;
        this.plan = plan;
        this.load = load;
        this.pinning = pinning;
        this.helper = helper;
        for (Phase _ : plan.phases()) {
            turns.add(scenario.subjects().stream()
                    .map(subject -> new Turns(subject, new ArrayList<>()))
                    .toList());
        }
    }

    /**
     * For each phase of the plan what was measured of each subject.
     *
     * @param pinning of the servers
     * @param helper the CPU times of what servers use outside of themselves
     */
    public static List<List<Turns>> run(
            Scenario scenario, Plan plan, LoadGenerator load, Pinning pinning, Supplier<CpuTimes> helper) {
        Comparison comparison = new Comparison(scenario, plan, load, pinning, helper);
        for (int i = 0; i < plan.launches(); i++) {
            comparison.launch();
        }
        return comparison.turns;
    }

    private void launch() {
        List<SubjectServer> servers = new ArrayList<>();
        try {
            for (Subject subject : scenario.subjects()) {
                servers.add(new SubjectServer(subject, pinning));
            }
            for (SubjectServer server : servers) {
                turn(server, plan.phases().getFirst().connections(), plan.warmUp());
            }
            for (int i = 0; i < plan.phases().size(); i++) {
                phase(plan.phases().get(i), turns.get(i), servers);
            }
        } finally {
            servers.forEach(SubjectServer::close);
        }
    }

    private void phase(Phase phase, List<Turns> subjects, List<SubjectServer> servers) {
        for (int round = 0; round < phase.rounds(); round++) {
            boolean backwards = round % 2 == 1;
            for (int i = 0; i < servers.size(); i++) {
                int whose = backwards ? servers.size() - 1 - i : i;
                subjects.get(whose).rounds().add(turn(servers.get(whose), phase.connections(), phase.round()));
            }
        }
    }

    private Round turn(SubjectServer server, int connections, Duration duration) {
        Order order = new Order(server.port(), scenario.ask(), connections, duration);
        CpuTimes helperBefore = helper.get();
        Duration loadBefore = load.cpu();
        Duration before = server.cpu();
        Measured measured = load.run(order);
        Duration cpu = server.cpu().minus(before);
        Duration loadCpu = load.cpu().minus(loadBefore);
        scenario.mustTolerate(server.subject(), measured);
        return new Round(measured, cpu, loadCpu, helper.get().since(helperBefore));
    }
}
