package dev.brigade.check.report;

import java.util.ArrayList;
import java.util.List;

/** Findings as an exploration would make them. */
final class Findings {
    private Findings() {}

    static TraceStep step(int thread, String what, String value, String at, String where, String reason) {
        return new TraceStep(
                thread, what, value, at.isEmpty() ? List.of() : List.of(at), where, List.of(), reason, !at.isEmpty());
    }

    static TraceStep idle(int thread, String what) {
        return step(thread, what, "", "", "", "");
    }

    /** Two requests order the last but one portion of soup each. */
    static Finding lostUpdate() {
        String soup = "table pantry[dish=soup]";
        String select = "select portions from pantry where dish = 'soup'";
        String update = "update pantry set portions = 19 where dish = 'soup'";
        return new Finding(
                new Subject.Application(
                        "kitchen.Kitchen.app",
                        List.of(
                                new Subject.Call("POST", "/orders", "{\"dish\": \"soup\"}"),
                                new Subject.Call("POST", "/orders", "{\"dish\": \"soup\"}"))),
                Anomaly.LOST_UPDATE,
                "POST /orders (1) and POST /orders (2) both read portions = 20, and both wrote 19.",
                List.of("POST /orders (1)", "POST /orders (2)"),
                List.of(
                        idle(0, "leases a connection"),
                        idle(0, "begins a transaction"),
                        step(
                                0,
                                select,
                                "1 row: (20)",
                                soup,
                                "Kitchen.order(Kitchen.java:42)",
                                "the explorer switches here"),
                        idle(1, "leases a connection"),
                        idle(1, "begins a transaction"),
                        step(1, select, "1 row: (20)", soup, "Kitchen.order(Kitchen.java:42)", ""),
                        step(1, update, "1 row", soup, "Kitchen.order(Kitchen.java:45)", ""),
                        step(1, "commits", "", soup, "", "has ended"),
                        step(0, update, "1 row", soup, "Kitchen.order(Kitchen.java:45)", ""),
                        step(0, "commits", "", soup, "", "")),
                List.of(
                        new Outcome(
                                "POST /orders (1), then POST /orders (2)",
                                List.of("201", "201"),
                                List.of("pantry: dish=soup portions=18", "pantry: dish=lasagne portions=7")),
                        new Outcome(
                                "POST /orders (2), then POST /orders (1)",
                                List.of("201", "201"),
                                List.of("pantry: dish=soup portions=18", "pantry: dish=lasagne portions=7"))),
                new Outcome(
                        "",
                        List.of("201", "201"),
                        List.of("pantry: dish=soup portions=19", "pantry: dish=lasagne portions=7")),
                List.of(),
                List.of(
                        new Fix(
                                "let the database compute: update pantry set portions = portions - 1 where dish = ?",
                                "tried: 12 schedules, none shows it"),
                        new Fix("run it at SERIALIZABLE: route.isolation(SERIALIZABLE)", "")),
                "t0*3 t1*5 t0*2",
                2,
                1);
    }

    /** Two threads take two locks in opposite orders. */
    static Finding deadlock() {
        List<TraceStep> steps = List.of(
                new TraceStep(
                        0,
                        "acquires lock \"oven\"",
                        "",
                        List.of("lock oven"),
                        "Cook.bakes(Cook.java:12)",
                        List.of("lock \"oven\""),
                        "the explorer switches here",
                        true),
                new TraceStep(
                        1,
                        "acquires lock \"fridge\"",
                        "",
                        List.of("lock fridge"),
                        "Cook.chills(Cook.java:20)",
                        List.of("lock \"fridge\""),
                        "",
                        true),
                new TraceStep(
                        1,
                        "wants lock \"oven\"",
                        "",
                        List.of("lock oven"),
                        "Cook.chills(Cook.java:21)",
                        List.of("lock \"fridge\""),
                        "waits for lock \"oven\" held by baker",
                        true),
                new TraceStep(
                        0,
                        "wants lock \"fridge\"",
                        "",
                        List.of("lock fridge"),
                        "Cook.bakes(Cook.java:13)",
                        List.of("lock \"oven\""),
                        "waits for lock \"fridge\" held by cooler, and nobody can go on",
                        true));
        return new Finding(
                new Subject.Threads("kitchen.CookTest.bakes_and_chills"),
                Anomaly.DEADLOCK,
                "baker holds \"oven\" and waits for \"fridge\"; cooler holds \"fridge\" and waits for \"oven\".",
                List.of("baker", "cooler"),
                steps,
                List.of(
                        new Outcome("baker, then cooler", List.of("ended", "ended"), List.of()),
                        new Outcome("cooler, then baker", List.of("ended", "ended"), List.of())),
                new Outcome("", List.of("did not end", "did not end"), List.of()),
                List.of(
                        "baker waits for lock \"fridge\", held by cooler since step 2",
                        "cooler waits for lock \"oven\", held by baker since step 1"),
                List.of(new Fix("acquire \"fridge\" before \"oven\" everywhere", "")),
                "t0*2 t1*3 t0",
                3,
                1);
    }

    /** {@code count++} by two threads, among others that do something else. */
    static Finding counter(int others) {
        String count = "field Counter.count@1";
        List<String> threads = new ArrayList<>(List.of("adder 1", "adder 2"));
        List<TraceStep> steps = new ArrayList<>();
        steps.add(step(0, "reads count", "0", count, "Counter.add(Counter.java:12)", "the explorer switches here"));
        for (int i = 0; i < others; i++) {
            threads.add("reader " + (i + 1));
            steps.add(idle(i + 2, "reads name"));
            steps.add(step(i + 2, "ends", "", "", "", "has ended"));
        }
        steps.add(step(1, "reads count", "0", count, "Counter.add(Counter.java:12)", ""));
        steps.add(step(1, "writes count", "1", count, "Counter.add(Counter.java:12)", "has ended"));
        steps.add(step(0, "writes count", "1", count, "Counter.add(Counter.java:12)", ""));
        List<String> results = threads.stream().map(any -> "ended").toList();
        return new Finding(
                new Subject.Threads("bank.CounterTest.two_adds"),
                Anomaly.LOST_UPDATE,
                "adder 1 and adder 2 both read count = 0, and both wrote 1.",
                threads,
                steps,
                List.of(
                        new Outcome("adder 1, then adder 2", results, List.of("count = 2")),
                        new Outcome("adder 2, then adder 1", results, List.of("count = 2"))),
                new Outcome("", results, List.of("count = 1")),
                List.of(),
                List.of(),
                "t0 t1*2 t0",
                2,
                1);
    }

    static Finding with(Finding finding, List<TraceStep> steps) {
        return new Finding(
                finding.subject(),
                finding.anomaly(),
                finding.sentence(),
                finding.threads(),
                steps,
                finding.serial(),
                finding.found(),
                finding.waits(),
                finding.fixes(),
                finding.replay(),
                finding.schedules(),
                finding.switches());
    }
}
