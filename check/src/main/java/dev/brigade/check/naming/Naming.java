package dev.brigade.check.naming;

import dev.brigade.check.report.Anomaly;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a run shows.
 *
 * @param anomaly its name
 * @param sentence what happened, with the names of threads and locations
 * @param matters which of the run's steps take part, by their index
 */
public record Naming(Anomaly anomaly, String sentence, SortedSet<Integer> matters) {
    public Naming {
        matters = Collections.unmodifiableSortedSet(new TreeSet<>(matters));
    }

    static Naming of(Anomaly anomaly, String sentence, Collection<Integer> matters) {
        return new Naming(anomaly, sentence, new TreeSet<>(matters));
    }
}
