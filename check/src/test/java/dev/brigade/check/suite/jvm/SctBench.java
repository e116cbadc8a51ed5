package dev.brigade.check.suite.jvm;

import dev.brigade.bench.sctbench.Programs;
import dev.brigade.check.Exploration;
import java.util.List;

/** The programs of SCTBench, with as many threads as there. */
final class SctBench {
    /**
     * One of them.
     *
     * @param calls explores it; what is found is an assertion that fails, or a hang
     */
    record Program(String name, Calls<?> calls) {
        private static <P> Program of(dev.brigade.bench.sctbench.Program<P> program) {
            Calls<P> calls = Calls.on(program.maker()::get);
            program.threads().forEach(thread -> calls.run(thread::run));
            return new Program(program.name(), calls.asserts());
        }

        /** Also if they come from a jar. */
        Exploration<?> exploration() {
            return calls.exploration().packages(Programs.class.getPackageName());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private SctBench() {}

    static List<Program> all() {
        return Programs.all().stream().<Program>map(Program::of).toList();
    }
}
