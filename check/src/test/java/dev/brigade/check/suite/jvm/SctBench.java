package dev.brigade.check.suite.jvm;

import dev.brigade.check.suite.jvm.programs.sctbench.Account;
import dev.brigade.check.suite.jvm.programs.sctbench.ArithmeticProgression;
import dev.brigade.check.suite.jvm.programs.sctbench.BluetoothDriver;
import dev.brigade.check.suite.jvm.programs.sctbench.Carter;
import dev.brigade.check.suite.jvm.programs.sctbench.CircularBuffer;
import dev.brigade.check.suite.jvm.programs.sctbench.Deadlock;
import dev.brigade.check.suite.jvm.programs.sctbench.DiningPhilosophers;
import dev.brigade.check.suite.jvm.programs.sctbench.FileSystem;
import dev.brigade.check.suite.jvm.programs.sctbench.Lazy;
import dev.brigade.check.suite.jvm.programs.sctbench.Phase;
import dev.brigade.check.suite.jvm.programs.sctbench.Queue;
import dev.brigade.check.suite.jvm.programs.sctbench.Reorder;
import dev.brigade.check.suite.jvm.programs.sctbench.Stack;
import dev.brigade.check.suite.jvm.programs.sctbench.Sync1;
import dev.brigade.check.suite.jvm.programs.sctbench.Sync2;
import dev.brigade.check.suite.jvm.programs.sctbench.TextBufferAppend;
import dev.brigade.check.suite.jvm.programs.sctbench.TokenRing;
import dev.brigade.check.suite.jvm.programs.sctbench.TwoStage;
import dev.brigade.check.suite.jvm.programs.sctbench.WorkStealQueue;
import dev.brigade.check.suite.jvm.programs.sctbench.WrongLock;
import java.util.List;

/** The programs of SCTBench, with as many threads as there. */
final class SctBench {
    /**
     * One of them.
     *
     * @param calls explores it; what is found is an assertion that fails, or a hang
     */
    record Program(String name, Calls<?> calls) {
        Program {
            calls.asserts();
        }

        @Override
        public String toString() {
            return name + " (" + calls.threads() + " threads)";
        }
    }

    private SctBench() {}

    static List<Program> all() {
        return List.of(
                new Program("account", account()),
                new Program("arithmetic progression", arithmetic(3)),
                new Program("bluetooth driver", bluetooth()),
                new Program("carter", carter()),
                new Program("circular buffer", circularBuffer(7)),
                new Program("deadlock", deadlock()),
                new Program("file system", fileSystem(5)),
                new Program("lazy", lazy()),
                new Program("phase", phase()),
                new Program("philosophers", philosophers(3)),
                new Program("philosophers", philosophers(7)),
                new Program("queue", queue(20)),
                new Program("reorder", reorder(3)),
                new Program("reorder", reorder(4)),
                new Program("reorder", reorder(5)),
                new Program("reorder", reorder(10)),
                new Program("reorder", reorder(20)),
                new Program("reorder", reorder(50)),
                new Program("reorder", reorder(100)),
                new Program("stack", stack(5)),
                new Program("string buffer", stringBuffer()),
                new Program("sync 1", sync1()),
                new Program("sync 2", sync2()),
                new Program("token ring", tokenRing()),
                new Program("two-stage", twoStage(2)),
                new Program("two-stage", twoStage(100)),
                new Program("work-stealing queue", workStealQueue(3)),
                new Program("wrong lock", wrongLock(1, 1)),
                new Program("wrong lock", wrongLock(1, 3)),
                new Program("wrong lock", wrongLock(1, 7)));
    }

    static Calls<?> reorder(int threads) {
        return Calls.on(Reorder::new).run(threads - 1, Reorder::set).run(Reorder::check);
    }

    static Calls<?> twoStage(int threads) {
        return Calls.on(TwoStage::new).run(threads - 1, TwoStage::write).run(TwoStage::read);
    }

    static Calls<?> wrongLock(int withDataLock, int withThisLock) {
        return Calls.on(WrongLock::new)
                .run(withDataLock, WrongLock::withDataLock)
                .run(withThisLock, WrongLock::withThisLock);
    }

    static Calls<?> tokenRing() {
        return Calls.on(TokenRing::new)
                .run(TokenRing::first)
                .run(TokenRing::second)
                .run(TokenRing::third)
                .run(TokenRing::check);
    }

    private static Calls<?> account() {
        return Calls.on(Account::new)
                .run(Account::deposit)
                .run(Account::withdraw)
                .run(Account::check);
    }

    private static Calls<?> arithmetic(int n) {
        return Calls.on(() -> new ArithmeticProgression(n))
                .run(ArithmeticProgression::produce)
                .run(ArithmeticProgression::consume)
                .run(ArithmeticProgression::check);
    }

    private static Calls<?> bluetooth() {
        return Calls.on(BluetoothDriver::new).run(BluetoothDriver::add).run(BluetoothDriver::stop);
    }

    private static Calls<?> carter() {
        return Calls.on(Carter::new).run(2, Carter::readA).run(2, Carter::readB);
    }

    private static Calls<?> circularBuffer(int count) {
        return Calls.on(() -> new CircularBuffer(count))
                .run(CircularBuffer::producer)
                .run(CircularBuffer::consumer);
    }

    private static Calls<?> deadlock() {
        return Calls.on(Deadlock::new).run(Deadlock::first).run(Deadlock::second);
    }

    static Calls<?> philosophers(int seats) {
        Calls<DiningPhilosophers> calls = Calls.on(() -> new DiningPhilosophers(seats));
        for (int i = 0; i < seats; i++) {
            int seat = i;
            calls.run(table -> table.eat(seat));
        }
        return calls;
    }

    private static Calls<?> fileSystem(int inodes) {
        Calls<FileSystem> calls = Calls.on(() -> new FileSystem(inodes));
        for (int i = 0; i < inodes; i++) {
            int inode = i;
            calls.run(files -> files.use(inode));
        }
        return calls;
    }

    private static Calls<?> lazy() {
        return Calls.on(Lazy::new).run(p -> p.add(1)).run(p -> p.add(2)).run(Lazy::check);
    }

    private static Calls<?> phase() {
        return Calls.on(Phase::new).run(2, Phase::run);
    }

    private static Calls<?> queue(int count) {
        return Calls.on(() -> new Queue(count)).run(Queue::enqueueAll).run(Queue::dequeueAll);
    }

    private static Calls<?> stack(int count) {
        return Calls.on(() -> new Stack(count)).run(Stack::push).run(Stack::pop);
    }

    private static Calls<?> stringBuffer() {
        return Calls.on(TextBufferAppend::new).run(TextBufferAppend::append).run(TextBufferAppend::erase);
    }

    private static Calls<?> sync1() {
        return Calls.on(Sync1::new).run(Sync1::produce).run(Sync1::consume);
    }

    private static Calls<?> sync2() {
        return Calls.on(Sync2::new).run(Sync2::produce).run(Sync2::consume);
    }

    private static Calls<?> workStealQueue(int items) {
        return Calls.on(() -> new WorkStealQueue(items))
                .run(WorkStealQueue::own)
                .run(2, WorkStealQueue::steal);
    }
}
