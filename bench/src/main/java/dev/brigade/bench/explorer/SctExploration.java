package dev.brigade.bench.explorer;

import dev.brigade.bench.sctbench.Program;
import dev.brigade.bench.sctbench.Programs;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.FreshExploration;
import java.time.Duration;
import java.util.IdentityHashMap;

/** Explores a program of SCTBench. Only what the program itself asserts counts, and that its threads come to their end. */
final class SctExploration {
    /** So many runs a program may have, as for Lincheck. */
    static final int MOST = 10_000;

    static final Duration LONGEST = Duration.ofSeconds(60);

    private SctExploration() {}

    static <P> Explored of(Program<P> program, long seed, int most) {
        FreshExploration<P> exploration = Explore.fresh(program.maker()::get)
                .packages(Programs.class.getPackageName())
                .state(_ -> "")
                .schedules(most)
                .budget(LONGEST)
                .seed(seed);
        IdentityHashMap<Program.Code<P>, Explore.CodeOn<P>> codes =
                new IdentityHashMap<>(); // threads with the same are alike
        for (Program.Code<P> code : program.threads()) {
            exploration.threads(1, codes.computeIfAbsent(code, one -> one::run));
        }
        return exploration.explore();
    }
}
