package dev.brigade.check.naming;

import java.util.Optional;

/** One anomaly's definition over the reads and writes of a run. */
@FunctionalInterface
interface Rule {

    /** The naming if the run has that anomaly. */
    Optional<Naming> find(History history);
}
