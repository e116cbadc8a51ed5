package dev.brigade.check;

import dev.brigade.check.agent.Agent;
import dev.brigade.check.control.Facts;
import dev.brigade.check.explore.Verdict;
import dev.brigade.check.naming.Location;
import dev.brigade.check.schedule.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was under control in an exploration, and what was not: the small print of a certificate. */
final class Covered {
    /** More are only counted. */
    private static final int MOST = 12;

    private Covered() {}

    /** The things at which the threads can meet, as their serial runs have shown: tables, fields, locks, queues, collections. */
    static List<String> things(Verdict verdict) {
        Set<String> things = new TreeSet<>();
        for (Verdict.Serial serial : verdict.serial()) {
            Facts facts = new Facts();
            for (Event event : serial.ending().run().events()) {
                facts.locations(0, event.operation()).forEach(name -> things.add(plain(name)));
            }
        }
        return shortened(List.copyOf(things));
    }

    /** Classes that could not be told apart into steps, with the reason. */
    static List<String> gaps() {
        List<String> gaps = new ArrayList<>(Agent.failures());
        Agent.entersUnannounced().stream()
                .sorted()
                .map(name -> "the synchronized methods of " + name + ", which was loaded before the explorer")
                .forEach(gaps::add);
        return shortened(gaps);
    }

    /** Without the number of the object and the keys of rows: {@code field Counter.count}, {@code table pantry}, {@code ArrayList}. */
    private static String plain(String location) {
        String name = Location.of(location).name().replaceFirst("[@{].*$", "");
        boolean isOneThing = name.startsWith("lock ")
                || name.startsWith("collection ")
                || (name.startsWith("field ") && name.indexOf('.') < 0); // an AtomicInteger
        return isOneThing ? name.substring(name.indexOf(' ') + 1) : name;
    }

    private static List<String> shortened(List<String> things) {
        if (things.size() <= MOST) {
            return things;
        }
        List<String> some = new ArrayList<>(things.subList(0, MOST));
        some.add(things.size() - MOST + " more");
        return some;
    }
}
